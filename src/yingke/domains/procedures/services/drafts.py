"""Common steps of editing a draft: lock the version, count the edit, journal it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from yingke.domains.procedures import events, permissions
from yingke.domains.procedures.models import Procedure, TemplateNode, TemplateTask
from yingke.domains.procedures.queries import procedures
from yingke.domains.procedures.rules import template
from yingke.domains.procedures.terms import VISIT_ROLES
from yingke.foundation.drafts import services as drafts
from yingke.foundation.identity import queries as identity
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel.changes import require_current

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

Row = TemplateNode | TemplateTask | Procedure
Values = Mapping[str, Any]


def open_draft(actor: "User", procedure_id: int, revision: int | None = None) -> Procedure:
    """Lock and return the draft; published versions cannot be edited."""
    return drafts.open_draft(LINE, actor=actor, pk=procedure_id, revision=revision)


def draft_node(
    actor: "User", node_id: int, version: int | None = None
) -> tuple[Procedure, TemplateNode]:
    """Return a node of a draft; RuleViolation("stale") if someone else has changed it."""
    procedure_id = TemplateNode.objects.values_list("procedure", flat=True).get(pk=node_id)
    procedure = open_draft(actor, procedure_id)
    node = TemplateNode.objects.get(pk=node_id)
    if version is not None:
        require_current(node, version)
    return procedure, node


def draft_task(
    actor: "User", task_id: int, version: int | None = None
) -> tuple[Procedure, TemplateTask]:
    """Return a task of a draft; RuleViolation("stale") if someone else has changed it."""
    found = TemplateTask.objects.values_list("node__procedure", flat=True).get(pk=task_id)
    procedure = open_draft(actor, found)
    task = TemplateTask.objects.select_related("node").get(pk=task_id)
    if version is not None:
        require_current(task, version)
    return procedure, task


def record(
    actor: "User", procedure: Procedure, change: str, row: Row, before: Values, after: Values
) -> None:
    """Count the edit of the version and journal it under the name of the row."""
    procedure.revision += 1
    procedure.save(update_fields=["revision"])
    _record(actor, procedure, change, before, after, row)


def code_of(procedure: Procedure) -> str:
    """Return the journal's name of a version: `standard/normal/2`."""
    return f"{procedure.code}/{procedure.variant}/{procedure.number}"


def faults_of(procedure: Procedure) -> list[template.Fault]:
    """Return all faults of a draft."""
    values = procedures.content(procedures.with_content(procedure))
    return template.faults(values, variant=procedure.variant, roles=owner_roles())


def owner_roles() -> list[str]:
    """Return the roles that may own a node or task: those of a visit, then the company's."""
    codes = identity.roles().values_list("code", flat=True)
    return [*VISIT_ROLES, *(code for code in codes if code not in VISIT_ROLES)]


def _record(
    actor: "User",
    procedure: Procedure,
    change: str,
    before: Values,
    after: Values,
    row: Row | None = None,
) -> None:
    named = row or procedure
    journal.record(
        actor=actor,
        event=events.ProcedureChanged(
            *(procedure.pk, change, code_of(procedure), named.name, named.name_en),
            *(dict(before), dict(after)),
        ),
    )


LINE = drafts.Line(
    model=Procedure,
    may_edit=permissions.can_edit,
    siblings=lambda row: Procedure.objects.filter(
        variant=row.variant, visit_type=row.visit_type_id
    ),
    faults=faults_of,
    faulty="procedure_faulty",
    record=_record,
)
