"""Assign, accept, check off and finish tasks."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.files import File
from django.db import transaction

from yingke.domains.procedures.terms import Evidence
from yingke.domains.visits import events, notices, permissions
from yingke.domains.visits.models import CheckItem, Task, Visit
from yingke.domains.visits.services import locking
from yingke.domains.visits.services.template import check_item as new_check_item
from yingke.domains.visits.services.template import record_assignment
from yingke.domains.visits.terms import TaskState
from yingke.foundation.documents import services as documents
from yingke.foundation.identity.models import User
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.journal.events import Ref
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation


@transaction.atomic
def add_task(
    *,
    actor: User,
    visit_id: int,
    name: str,
    assignee_id: int,
    due_at: datetime,
    node_id: int | None = None,
    checks: Iterable[Mapping[str, Any]] = (),
) -> Task:
    """Add a task besides those of the procedure."""
    visit = locking.locked(visit_id)
    require(permissions.runs(actor, visit))
    if not name.strip():
        raise RuleViolation("name_missing", field="name")
    if node_id is not None and not visit.nodes.filter(pk=node_id).exists():
        raise RuleViolation("node_of_another_visit", field="node")
    task = Task.objects.create(
        visit=visit,
        node_id=node_id,
        name=name.strip(),
        assignee_id=assignee_id,
        department_id=_department_of(assignee_id),
        due_at=due_at,
        assigned_by=actor,
        assigned_at=clock.now(),
    )
    rows = [new_check_item(task, position, fields) for position, fields in enumerate(checks)]
    CheckItem.objects.bulk_create(rows)
    locking.add_members(visit, [assignee_id])
    record_assignment(visit, task, actor)
    notices.tasks_assigned(visit, [task])
    return task


def assign_external_task(
    visit: "Visit",
    *,
    origin: str,
    name: str,
    name_en: str,
    assignee_id: int | None,
    due_at: datetime,
    link: str,
    node_kind: str = "",
) -> Task:
    """Assign the work of a package above; a second call moves its due time.

    Runs in the caller's transaction; the task is done on the page `link`.
    """
    node = visit.nodes.filter(kind=node_kind).first() if node_kind else None
    task, made = Task.objects.get_or_create(
        visit=visit,
        origin=origin,
        defaults={
            "node": node,
            "name": name,
            "name_en": name_en,
            "assignee_id": assignee_id,
            "department_id": _department_of(assignee_id) if assignee_id else None,
            "due_at": due_at,
            "link": link,
            "assigned_at": clock.now(),
        },
    )
    if made:
        locking.add_members(visit, [assignee_id])
        record_assignment(visit, task, None)
        notices.tasks_assigned(visit, [task])
    elif task.due_at != due_at:
        task.due_at = due_at
        task.save(update_fields=["due_at"])
    return task


def complete_external_task(visit: "Visit", *, origin: str, actor: "User | None") -> None:
    """Complete the task of a package above."""
    task = Task.objects.select_for_update().filter(visit=visit, origin=origin).first()
    if task is None or not task.is_open:
        return
    task.visit = visit
    _finish(task, actor)


@transaction.atomic
def accept(*, actor: User, task_id: int) -> Task:
    """Accept a task; the time until then is the cross-department response time."""
    task = _locked_task(actor, task_id)
    if task.state != TaskState.ASSIGNED:
        return task
    _accept(task, actor)
    task.save(update_fields=["state", "accepted_at", "version"])
    return task


@transaction.atomic
def reassign(*, actor: User, task_id: int, assignee_id: int, reason: str) -> Task:
    """Reassign an open task, with a reason; allowed to its assignee and to who runs the visit."""
    task = _locked_task(actor, task_id)
    if not reason.strip():
        raise RuleViolation("reason_missing", field="reason")
    if not task.is_open:
        raise RuleViolation("task_closed", task=task.label)
    pass_on(task, assignee_id, actor=actor, reason=reason.strip())
    notices.tasks_assigned(task.visit, [task])
    return task


def pass_on(task: Task, assignee_id: int, *, actor: User, reason: str) -> Task:
    """Give a locked open task to another person, who has to accept it again."""
    before = task.assignee_id
    task.assignee_id, task.department_id = assignee_id, _department_of(assignee_id)
    task.state, task.accepted_at = TaskState.ASSIGNED, None
    task.assigned_by, task.assigned_at = actor, clock.now()
    task.version += 1
    task.save()
    locking.add_members(task.visit, [assignee_id])
    journal.record(
        actor=actor,
        event=events.TaskReassigned(
            *(task.visit_id, task.visit.account_id, task.pk, task.name, task.name_en),
            *(before, assignee_id, reason),
        ),
    )
    record_assignment(task.visit, task, actor)
    return task


@transaction.atomic
def check_item(
    *, actor: User, item_id: int, note: str = "", upload: "File[Any] | None" = None
) -> CheckItem:
    """Check off an item with the evidence it requires; this also accepts the task."""
    item = _locked_item(actor, item_id)
    if item.checked_at is not None:
        return item
    task = item.task
    item.note = note.strip()
    if item.evidence == Evidence.NOTE and not item.note:
        raise RuleViolation("evidence_note_missing", field="note", item=item.label)
    if item.evidence == Evidence.FILE:
        if upload is None:
            raise RuleViolation("evidence_file_missing", field="upload", item=item.label)
        owner = Ref("visits.visit", task.visit_id)
        item.document = documents.store(
            actor=actor, owner=owner, upload=upload, purpose="evidence", title=item.name
        )
    item.checked_at, item.checked_by = clock.now(), actor
    item.save(update_fields=["note", "document", "checked_at", "checked_by"])
    if task.state == TaskState.ASSIGNED:
        _accept(task, actor)
        task.save(update_fields=["state", "accepted_at", "version"])
    journal.record(actor=actor, event=events.ItemChecked(*_about(item)))
    return item


@transaction.atomic
def uncheck_item(*, actor: User, item_id: int) -> CheckItem:
    """Uncheck an item; its file stays with the visit and a finished task reopens."""
    item = _locked_item(actor, item_id)
    if item.checked_at is None:
        return item
    item.checked_at = item.checked_by = item.document = None
    item.save(update_fields=["checked_at", "checked_by", "document"])
    task = item.task
    if task.state == TaskState.DONE:
        task.state, task.completed_at = TaskState.ACCEPTED, None
        task.version += 1
        task.save(update_fields=["state", "completed_at", "version"])
    journal.record(actor=actor, event=events.ItemUnchecked(*_about(item)))
    return item


@transaction.atomic
def complete(*, actor: User, task_id: int) -> Task:
    """Finish a task with all required items checked off; RuleViolation("checks_open") otherwise."""
    task = _locked_task(actor, task_id)
    if task.state == TaskState.DONE:
        return task
    if not task.is_open:
        raise RuleViolation("task_closed", task=task.label)
    if task.origin:
        raise RuleViolation("task_is_done_elsewhere", task=task.label, link=task.link)
    open_items = task.checks.filter(required=True, checked_at=None).count()
    if open_items:
        raise RuleViolation("checks_open", count=open_items)
    _finish(task, actor)
    return task


@transaction.atomic
def cancel(*, actor: User, task_id: int, reason: str) -> Task:
    """Cancel a task; allowed only to who runs the visit."""
    task = _locked_task(actor, task_id)
    require(permissions.runs(actor, task.visit))
    if not reason.strip():
        raise RuleViolation("reason_missing", field="reason")
    if not task.is_open:
        raise RuleViolation("task_closed", task=task.label)
    before, task.state, task.completed_at = task.state, TaskState.CANCELLED, clock.now()
    task.version += 1
    task.save(update_fields=["state", "completed_at", "version"])
    journal.record(
        actor=actor,
        event=events.TaskCancelled(
            *(task.visit_id, task.visit.account_id, task.pk, task.name, task.name_en),
            before_state=before,
            reason=reason.strip(),
        ),
    )
    return task


def _finish(task: Task, actor: User | None) -> None:
    if task.state == TaskState.ASSIGNED:
        _accept(task, actor)
    task.state, task.completed_at = TaskState.DONE, clock.now()
    task.version += 1
    task.save(update_fields=["state", "accepted_at", "completed_at", "version"])
    journal.record(
        actor=actor,
        event=events.TaskCompleted(
            *(task.visit_id, task.visit.account_id, task.pk, task.name, task.name_en),
            task.due_at,
        ),
    )


def _accept(task: Task, actor: User | None) -> None:
    task.state, task.accepted_at = TaskState.ACCEPTED, clock.now()
    task.version += 1
    giver = getattr(task.assigned_by, "staff", None) if task.assigned_by_id else None
    journal.record(
        actor=actor,
        event=events.TaskAccepted(
            *(task.visit_id, task.visit.account_id, task.pk, task.name, task.name_en),
            task.assigned_at,
            giver.department_id if giver else None,
            task.department_id,
        ),
    )


def _locked_task(actor: User, task_id: int) -> Task:
    task = Task.objects.select_for_update(of=("self",)).select_related("visit").get(pk=task_id)
    require(permissions.can_work_on(actor, task))
    return task


def _locked_item(actor: User, item_id: int) -> CheckItem:
    task_id = CheckItem.objects.values_list("task_id", flat=True).get(pk=item_id)
    task = _locked_task(actor, task_id)
    item = CheckItem.objects.get(pk=item_id)
    item.task = task
    if task.state == TaskState.CANCELLED:
        raise RuleViolation("task_closed", task=task.label)
    return item


def _about(item: CheckItem) -> tuple[int, int, int, int, str, str]:
    task = item.task
    return task.visit_id, task.visit.account_id, task.pk, item.pk, item.name, item.name_en


def _department_of(user_id: int) -> int | None:
    from yingke.domains.people.models import Staff

    return Staff.objects.filter(user=user_id).values_list("department_id", flat=True).first()
