"""Draft, edit, publish and withdraw versions of a procedure."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from yingke.domains.procedures import permissions
from yingke.domains.procedures.models import Procedure, TemplateNode, TemplateTask, VisitType
from yingke.domains.procedures.queries import procedures
from yingke.domains.procedures.services import drafts
from yingke.domains.procedures.services.drafts import LINE
from yingke.domains.procedures.services.visit_types import RESERVED
from yingke.foundation.drafts import services as versions
from yingke.foundation.drafts.terms import VersionState
from yingke.foundation.identity.permissions import require
from yingke.foundation.kernel import changes, clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def draft_version(*, actor: "User", variant: str, visit_type_id: int | None = None) -> Procedure:
    """Return the draft of this procedure; if there is none, copy the version in force.

    A visit type without its own procedure gets a copy of the one for all types.
    """
    require(permissions.can_edit(actor))
    kind = None
    if visit_type_id is not None:
        kind = VisitType.objects.select_for_update().get(pk=visit_type_id)
    line = Procedure.objects.filter(variant=variant, visit_type=kind)
    list(line.select_for_update())
    known = line.filter(state=VersionState.DRAFT).first()
    if known is not None:
        return known
    source = procedures.in_force(variant, visit_type_id)
    if source is None:
        raise RuleViolation("no_procedure_in_force", variant=variant)
    code = kind.code if kind else RESERVED
    last = Procedure.objects.filter(code=code, variant=variant).aggregate(Max("number"))
    made = Procedure.objects.create(
        code=code,
        variant=variant,
        number=(last["number__max"] or 0) + 1,
        visit_type=kind,
        name=source.name,
        name_en=source.name_en,
        made_by=actor,
        made_at=clock.now(),
    )
    _copy_nodes(source, made)
    drafts.record(actor, made, "drafted", made, {}, {"copy_of": drafts.code_of(source)})
    return made


@transaction.atomic
def describe(
    *, actor: "User", procedure_id: int, version: int, name: str, name_en: str, note: str
) -> Procedure:
    """Set a draft's name and reason; `version` is the revision that was seen."""
    row = drafts.open_draft(actor, procedure_id, version)
    if not name.strip():
        raise RuleViolation("name_missing", field="name")
    done = changes.write(row, {"name": name, "name_en": name_en, "note": note})
    if done.after:
        drafts.record(actor, row, "described", row, done.before, done.after)
    return row


@transaction.atomic
def discard_draft(*, actor: "User", procedure_id: int) -> None:
    """Delete a draft; the journal keeps its entries."""
    versions.discard(LINE, actor=actor, pk=procedure_id)


@transaction.atomic
def publish(
    *,
    actor: "User",
    procedure_id: int,
    version: int,
    in_force_from: datetime | None = None,
    note: str = "",
) -> Procedure:
    """Use this version for visits approved from a moment on (default: now).

    `version` is the revision that was seen. Visits under way keep theirs. RuleViolation as in
    `drafts.services.publish`; "procedure_faulty" carries `faults`.
    """
    return versions.publish(
        LINE,
        actor=actor,
        pk=procedure_id,
        revision=version,
        in_force_from=in_force_from,
        note=note,
    )


@transaction.atomic
def withdraw(*, actor: "User", procedure_id: int) -> Procedure:
    """Revert a version that is not yet in force to a draft."""
    return versions.withdraw(LINE, actor=actor, pk=procedure_id)


@transaction.atomic
def retire(*, actor: "User", procedure_id: int) -> None:
    """Retire the procedure of a visit type; the one for all types applies again."""
    row = versions.published(LINE, actor=actor, pk=procedure_id)
    if row.visit_type_id is None:
        raise RuleViolation("procedure_for_all_types")
    line = Procedure.objects.filter(
        variant=row.variant, visit_type=row.visit_type_id, state=VersionState.PUBLISHED
    )
    for one in line.select_for_update():
        one.state = VersionState.RETIRED
        one.save(update_fields=["state"])
        drafts.record(actor, one, "retired", one, {"state": "published"}, {"state": one.state})


def _copy_nodes(source: Procedure, made: Procedure) -> None:
    """Copy nodes and tasks with their keys, so that the two versions can be compared."""
    for node in procedures.with_content(source):
        tasks = list(node.tasks.all())
        values = {name: getattr(node, name) for name in procedures.NODE_FIELDS}
        copy = TemplateNode.objects.create(procedure=made, key=node.key, **values)
        TemplateTask.objects.bulk_create(
            TemplateTask(
                node=copy,
                key=task.key,
                position=task.position,
                checks=task.checks,
                **{name: getattr(task, name) for name in procedures.TASK_FIELDS},
            )
            for task in tasks
        )
