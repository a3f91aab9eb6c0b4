"""What every edit of a draft does: lock the version, write the row, count, record."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from yingke.domains.procedures import events, permissions
from yingke.domains.procedures.models import Procedure, TemplateNode, TemplateTask
from yingke.domains.procedures.terms import ProcedureState
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

Row = TemplateNode | TemplateTask


def draft(actor: "User", procedure_id: int) -> Procedure:
    """The draft, locked; what was published is never edited."""
    require(permissions.can_edit(actor))
    row = Procedure.objects.select_for_update().get(pk=procedure_id)
    if row.state != ProcedureState.DRAFT:
        raise RuleViolation("procedure_is_published", procedure=row.label)
    return row


def draft_node(
    actor: "User", node_id: int, version: int | None = None
) -> tuple[Procedure, TemplateNode]:
    """A node of a draft; RuleViolation("stale") if somebody else has changed it."""
    procedure_id = TemplateNode.objects.values_list("procedure", flat=True).get(pk=node_id)
    procedure = draft(actor, procedure_id)
    node = TemplateNode.objects.get(pk=node_id)
    _check_version(node, version)
    return procedure, node


def draft_task(
    actor: "User", task_id: int, version: int | None = None
) -> tuple[Procedure, TemplateTask]:
    """A task of a draft; RuleViolation("stale") if somebody else has changed it."""
    found = TemplateTask.objects.values_list("node__procedure", flat=True).get(pk=task_id)
    procedure = draft(actor, found)
    task = TemplateTask.objects.select_related("node").get(pk=task_id)
    _check_version(task, version)
    return procedure, task


def write(row: Row, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Store what differs; give what was and what is of it."""
    before = {
        name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value
    }
    for name in before:
        setattr(row, name, values[name])
    if before:
        row.version += 1
        row.save(update_fields=[*before, "version"])
    return before, {name: values[name] for name in before}


def record(
    actor: "User",
    procedure: Procedure,
    change: str,
    row: "Row | Procedure",
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    """Count the edit of the version and write it down."""
    procedure.revision += 1
    procedure.save(update_fields=["revision"])
    journal.record(
        actor=actor,
        event=events.ProcedureChanged(
            *(procedure.pk, change, code_of(procedure), row.name, row.name_en),
            *(before, after),
        ),
    )


def code_of(procedure: Procedure) -> str:
    """How the journal names a version: `standard/normal/2`."""
    return f"{procedure.code}/{procedure.variant}/{procedure.version}"


def _check_version(row: Row, version: int | None) -> None:
    if version is not None and row.version != version:
        raise RuleViolation("stale", version=version, stored=row.version)
