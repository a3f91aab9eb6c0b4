"""Draft, edit, publish and retire approval chains."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.procedures import events, permissions
from yingke.domains.procedures.models import ApprovalChain, ChainStep
from yingke.domains.procedures.queries import chains as queries
from yingke.domains.procedures.rules import chains as rules
from yingke.foundation.drafts import services as versions
from yingke.foundation.drafts.terms import VersionState
from yingke.foundation.identity import queries as identity
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import changes, clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

Values = Mapping[str, Any]


@dataclass(frozen=True)
class ChainFields:
    """Name, reason and conditions of a version."""

    name: str
    name_en: str = ""
    note: str = ""
    urgency: str = ""
    visit_type_id: int | None = None
    tier: str = ""
    site_id: int | None = None
    amount_from: Decimal | None = None


@transaction.atomic
def start_chain(*, actor: "User", code: str, occasion: str, fields: ChainFields) -> ApprovalChain:
    """Draft a new chain with the steps of the general one."""
    require(permissions.can_edit(actor))
    if ApprovalChain.objects.filter(code=code).exists():
        raise RuleViolation("code_taken", field="code", taken=code)
    made = ApprovalChain.objects.create(
        code=code, occasion=occasion, made_by=actor, made_at=clock.now(), **asdict(fields)
    )
    general = (row for row in queries.in_force() if row.occasion == occasion)
    source = next((row for row in general if queries.conditions(row).is_general), None)
    return _drafted(actor, made, source)


@transaction.atomic
def draft_version(*, actor: "User", chain_id: int) -> ApprovalChain:
    """Return the draft of this chain; if there is none, copy its newest version."""
    require(permissions.can_edit(actor))
    code = ApprovalChain.objects.values_list("code", flat=True).get(pk=chain_id)
    rows = list(ApprovalChain.objects.select_for_update().filter(code=code).order_by("-number"))
    newest = rows[0]
    if newest.state == VersionState.DRAFT:
        return newest
    names = ("code", "name", "name_en", *queries.CONDITIONS)
    made = ApprovalChain.objects.create(
        number=newest.number + 1,
        made_by=actor,
        made_at=clock.now(),
        **{name: getattr(newest, name) for name in names},
    )
    return _drafted(actor, made, newest)


@transaction.atomic
def describe(*, actor: "User", chain_id: int, version: int, fields: ChainFields) -> ApprovalChain:
    """Set a draft's name, reason and conditions; `version` is the revision that was seen."""
    row = versions.open_draft(LINE, actor=actor, pk=chain_id, revision=version)
    if not fields.name.strip():
        raise RuleViolation("name_missing", field="name")
    done = changes.write(row, asdict(fields))
    if done.after:
        versions.note_change(LINE, actor, row, "described", _plain(done.before), _plain(done.after))
    return row


@transaction.atomic
def discard_draft(*, actor: "User", chain_id: int) -> None:
    """Delete a draft; the journal keeps its entries."""
    versions.discard(LINE, actor=actor, pk=chain_id)


@transaction.atomic
def publish(
    *,
    actor: "User",
    chain_id: int,
    version: int,
    in_force_from: datetime | None = None,
    note: str = "",
) -> ApprovalChain:
    """Use this version for submissions from a moment on (default: now).

    `version` is the revision that was seen. Running approvals keep theirs. RuleViolation as in
    `drafts.services.publish`; "chain_faulty" carries `faults`.
    """
    return versions.publish(
        LINE, actor=actor, pk=chain_id, revision=version, in_force_from=in_force_from, note=note
    )


@transaction.atomic
def withdraw(*, actor: "User", chain_id: int) -> ApprovalChain:
    """Revert a version that is not yet in force to a draft."""
    return versions.withdraw(LINE, actor=actor, pk=chain_id)


@transaction.atomic
def retire(*, actor: "User", chain_id: int) -> None:
    """Retire a chain; its requests fall back to the next less specific one."""
    row = versions.published(LINE, actor=actor, pk=chain_id)
    if queries.conditions(row).is_general:
        raise RuleViolation("chain_for_all_requests")
    published = ApprovalChain.objects.filter(code=row.code, state=VersionState.PUBLISHED)
    for one in published:
        one.state = VersionState.RETIRED
        one.save(update_fields=["state"])
        versions.note_change(
            LINE, actor, one, "retired", {"state": "published"}, {"state": one.state}
        )


def faults_of(chain: ApprovalChain) -> list[rules.Fault]:
    """Return all faults of a draft."""
    steps = queries.content(chain.steps.all())
    same = [row for row in queries.in_force() if row.code != chain.code and _alike(row, chain)]
    wanted = [step["person_id"] for step in steps if step["person_id"]]
    return rules.faults(
        steps,
        roles=list(identity.roles().values_list("code", flat=True)),
        active_people=list(
            identity.active_users().filter(pk__in=wanted).values_list("pk", flat=True)
        ),
        same_conditions=same[0].label if same else "",
    )


def _alike(one: ApprovalChain, other: ApprovalChain) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in queries.CONDITIONS)


def _drafted(actor: "User", made: ApprovalChain, source: ApprovalChain | None) -> ApprovalChain:
    """Copy the steps of another version with their keys into a new draft, and journal it."""
    steps = queries.steps_of(source) if source else []
    ChainStep.objects.bulk_create(
        ChainStep(
            chain=made,
            key=step.key,
            **{name: getattr(step, name) for name in queries.STEP_FIELDS},
        )
        for step in steps
    )
    copied = {"copy_of": _code(source)} if source else {}
    versions.note_change(LINE, actor, made, "drafted", {}, copied)
    return made


def _code(chain: ApprovalChain) -> str:
    return f"{chain.code}/{chain.number}"


def _plain(columns: Values) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, Decimal) else value for name, value in columns.items()
    }


def record(
    actor: "User",
    chain: ApprovalChain,
    change: str,
    before: Values,
    after: Values,
    *,
    step: ChainStep | None = None,
) -> None:
    """Journal a change of a version under the name of what was changed."""
    named = step or chain
    journal.record(
        actor=actor,
        event=events.ChainChanged(
            *(chain.pk, change, _code(chain), named.name, named.name_en),
            *(dict(before), dict(after)),
        ),
    )


LINE = versions.Line(
    model=ApprovalChain,
    may_edit=permissions.can_edit,
    siblings=lambda row: ApprovalChain.objects.filter(code=row.code),
    faults=faults_of,
    faulty="chain_faulty",
    record=record,
)
