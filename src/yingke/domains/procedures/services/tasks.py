"""Tasks of a draft's nodes, and their checklists."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from yingke.domains.procedures.models import TemplateTask
from yingke.domains.procedures.rules import offsets
from yingke.domains.procedures.services import drafts
from yingke.foundation.kernel import changes
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class TaskFields:
    """Fields of a task; `due` is an offset (`rules.offsets`)."""

    name: str
    name_en: str = ""
    owner_role: str = "coordinator"
    due: str = "arrival-1wd"


@dataclass(frozen=True)
class CheckFields:
    """Fields of a checklist item; `archive_part` is the part of the archive for its file."""

    name: str
    name_en: str = ""
    required: bool = True
    evidence: str = "none"
    archive_part: str = ""


@transaction.atomic
def add_task(*, actor: "User", node_id: int, fields: TaskFields) -> TemplateTask:
    """Add a task at the end of a node."""
    procedure, node = drafts.draft_node(actor, node_id)
    _check(fields)
    last = node.tasks.aggregate(Max("position"))["position__max"]
    position = 0 if last is None else last + 1
    made = TemplateTask.objects.create(node=node, position=position, **asdict(fields))
    drafts.record(actor, procedure, "task_added", made, {}, asdict(fields))
    return made


@transaction.atomic
def change_task(*, actor: "User", task_id: int, version: int, fields: TaskFields) -> TemplateTask:
    """Edit a task; `version` is the one that was seen."""
    procedure, task = drafts.draft_task(actor, task_id, version)
    _check(fields)
    done = changes.write(task, asdict(fields))
    if done.after:
        drafts.record(actor, procedure, "task_changed", task, done.before, done.after)
    return task


@transaction.atomic
def remove_task(*, actor: "User", task_id: int) -> None:
    """Remove a task and its checklist from the draft."""
    procedure, task = drafts.draft_task(actor, task_id)
    before = {name: getattr(task, name) for name in TaskFields.__dataclass_fields__}
    before["checks"] = task.checks
    task.delete()
    drafts.record(actor, procedure, "task_removed", task, before, {})


@transaction.atomic
def set_check(
    *, actor: "User", task_id: int, version: int, fields: CheckFields, index: int | None = None
) -> TemplateTask:
    """Write the item at `index` of the checklist (from 0), or add one at the end."""
    procedure, task = drafts.draft_task(actor, task_id, version)
    if not fields.name.strip():
        raise RuleViolation("name_missing", field="name")
    if fields.archive_part and fields.evidence != "file":
        raise RuleViolation("archive_wants_a_file", field="evidence")
    checks, value = list(task.checks), _stored(fields)
    if index is None:
        checks.append(value)
    elif index < len(checks):
        checks[index] = value
    else:
        raise RuleViolation("stale", version=version, stored=task.version)
    done = changes.write(task, {"checks": checks})
    if done.after:
        drafts.record(actor, procedure, "checks_changed", task, done.before, done.after)
    return task


@transaction.atomic
def remove_check(*, actor: "User", task_id: int, version: int, index: int) -> TemplateTask:
    """Remove the item at `index` (from 0) from the checklist."""
    procedure, task = drafts.draft_task(actor, task_id, version)
    checks = [check for number, check in enumerate(task.checks) if number != index]
    done = changes.write(task, {"checks": checks})
    if done.after:
        drafts.record(actor, procedure, "checks_changed", task, done.before, done.after)
    return task


def _stored(fields: CheckFields) -> dict[str, Any]:
    """Return the item as the template stores it, without an empty archive part."""
    value = asdict(fields)
    if not value["archive_part"]:
        del value["archive_part"]
    return value


def _check(fields: TaskFields) -> None:
    if not fields.name.strip():
        raise RuleViolation("name_missing", field="name")
    offsets.parse(fields.due)
