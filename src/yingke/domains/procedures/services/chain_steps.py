"""Add, edit and remove steps of an approval chain's draft."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.procedures.models import ApprovalChain, ChainStep
from yingke.domains.procedures.rules.chains import NEED_A_ROLE
from yingke.domains.procedures.services.chains import LINE, record
from yingke.domains.procedures.terms import Approver, Quorum
from yingke.foundation.drafts import services as versions
from yingke.foundation.kernel import changes
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class StepFields:
    """Fields of a step: name, approver, quorum, deadline."""

    name: str
    approver: str
    name_en: str = ""
    position: int = 1
    role: str = ""
    person_id: int | None = None
    quorum: str = Quorum.ANY
    hours: int = 0
    escalate_to: str = ""


@transaction.atomic
def add_step(*, actor: "User", chain_id: int, fields: StepFields) -> ChainStep:
    """Add a step; steps at the same position are decided in parallel."""
    chain = versions.open_draft(LINE, actor=actor, pk=chain_id)
    made = ChainStep.objects.create(chain=chain, **_checked(fields))
    _changed(actor, chain, "step_added", made, {}, _checked(fields))
    return made


@transaction.atomic
def change_step(*, actor: "User", step_id: int, version: int, fields: StepFields) -> ChainStep:
    """Edit a step; `version` is the one that was seen."""
    chain, step = _draft_step(actor, step_id)
    changes.require_current(step, version)
    done = changes.write(step, _checked(fields))
    if done.after:
        _changed(actor, chain, "step_changed", step, done.before, done.after)
    return step


@transaction.atomic
def remove_step(*, actor: "User", step_id: int) -> None:
    """Remove a step from the draft."""
    chain, step = _draft_step(actor, step_id)
    names = StepFields.__dataclass_fields__
    _changed(actor, chain, "step_removed", step, {name: getattr(step, name) for name in names}, {})
    step.delete()


def _draft_step(actor: "User", step_id: int) -> tuple[ApprovalChain, ChainStep]:
    chain_id = ChainStep.objects.values_list("chain", flat=True).get(pk=step_id)
    chain = versions.open_draft(LINE, actor=actor, pk=chain_id)
    return chain, ChainStep.objects.get(pk=step_id)


def _checked(fields: StepFields) -> dict[str, Any]:
    """Return the columns of a step without those that its kind of approver does not use.

    RuleViolation: "name_missing", "role_missing", "person_missing".
    """
    if not fields.name.strip():
        raise RuleViolation("name_missing", field="name")
    values = asdict(fields)
    if fields.approver not in NEED_A_ROLE:
        values["role"] = ""
    elif not fields.role:
        raise RuleViolation("role_missing", field="role")
    if fields.approver != Approver.PERSON:
        values["person_id"] = None
    elif fields.person_id is None:
        raise RuleViolation("person_missing", field="person")
    return values


def _changed(
    actor: "User",
    chain: ApprovalChain,
    change: str,
    step: ChainStep,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    chain.revision += 1
    chain.save(update_fields=["revision"])
    record(actor, chain, change, before, after, step=step)
