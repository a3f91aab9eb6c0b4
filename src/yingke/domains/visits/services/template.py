"""Nodes, tasks and checklists of a visit from the procedure in force."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q

from yingke.domains.procedures.models import Procedure, TemplateNode, TemplateTask
from yingke.domains.procedures.queries import procedures
from yingke.domains.procedures.terms import VISIT_ROLES
from yingke.domains.visits import events, notices
from yingke.domains.visits.models import CheckItem, Node, Task, Visit
from yingke.domains.visits.rules import procedure
from yingke.domains.visits.services import locking
from yingke.domains.visits.services.procedure import anchors_of, record_schedule
from yingke.domains.visits.terms import OPEN_TASK_STATES
from yingke.foundation.identity import queries as identity
from yingke.foundation.identity.models import User
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import calendars, clock
from yingke.foundation.kernel.errors import RuleViolation

COPIED = (
    *("number", "kind", "name", "name_en", "phase", "step", "methods"),
    *("owner_role", "starts", "due", "clause"),
)


def start_procedure(visit: Visit, *, actor: "User | None") -> None:
    """Create the nodes and tasks of an approved visit from the procedure of its type."""
    variant = "normal" if visit.lead_class == "normal" else "urgent"
    found = procedure_for(visit, variant)
    visit.procedure = found
    builder = _Builder(visit, found, actor)
    nodes = Node.objects.bulk_create([builder.node(row) for row in builder.template])
    tasks: list[Task] = []
    checks: list[CheckItem] = []
    for row, node in zip(builder.template, nodes, strict=True):
        for task_row in row.tasks.all():
            task = builder.task(node, task_row)
            tasks.append(task)
            checks += builder.checks(task, task_row)
    Task.objects.bulk_create(tasks)
    CheckItem.objects.bulk_create(checks)
    locking.add_members(visit, {*(n.owner_id for n in nodes), *(t.assignee_id for t in tasks)})
    record_schedule(visit, nodes, actor)
    for task in tasks:
        record_assignment(visit, task, actor)
    notices.tasks_assigned(visit, tasks)


def procedure_for(visit: Visit, variant: str) -> Procedure:
    """Return the version in force for the visit's type or for all types."""
    found = procedures.in_force(variant, visit.visit_type_id)
    if found is None:
        raise RuleViolation("no_procedure_in_force", variant=variant)
    return found


def record_assignment(visit: Visit, task: Task, actor: "User | None") -> None:
    """Journal who assigned a task to whom, with their departments."""
    staff = getattr(actor, "staff", None)
    journal.record(
        actor=actor,
        event=events.TaskAssigned(
            *(visit.pk, visit.account_id, task.pk, task.name, task.name_en),
            *(task.assignee_id, staff.department_id if staff else None, task.department_id),
        ),
    )


class _Builder:
    """Builds the rows of one visit; reads its calendar, anchors and owners once."""

    def __init__(self, visit: Visit, found: Procedure, actor: "User | None") -> None:
        self.visit = visit
        self.actor = actor
        self.template = list(found.nodes.prefetch_related("tasks"))
        self._owners = _Owners(visit, self.template)
        self._calendar = calendars.for_calendar(visit.site.calendar)
        self._anchors = anchors_of(visit)
        self._now = clock.now()

    def node(self, row: TemplateNode) -> Node:
        times = self._times(row.starts, row.due)
        return Node(
            visit=self.visit,
            owner_id=self._owners.of(row.owner_role),
            starts_at=times.starts_at,
            due_at=times.due_at,
            **{name: getattr(row, name) for name in COPIED},
        )

    def task(self, node: Node, row: TemplateTask) -> Task:
        assignee = self._owners.of(row.owner_role)
        return Task(
            visit=self.visit,
            node=node,
            name=row.name,
            name_en=row.name_en,
            owner_role=row.owner_role,
            assignee_id=assignee,
            department_id=self._owners.department_of(assignee),
            due=row.due,
            due_at=self._times(row.due, row.due).due_at,
            assigned_by=self.actor,
            assigned_at=self._now,
            position=row.position,
        )

    def checks(self, task: Task, row: TemplateTask) -> list[CheckItem]:
        return [check_item(task, position, fields) for position, fields in enumerate(row.checks)]

    def _times(self, starts: str, due: str) -> procedure.Times:
        timing = procedure.Timing(starts, due)
        return procedure.schedule(timing, self._anchors, self._calendar, now=self._now)


def check_item(task: Task, position: int, fields: Mapping[str, Any]) -> CheckItem:
    """Return a checklist item from `{"name", "name_en", "required", "evidence"}` of a template."""
    return CheckItem(
        task=task,
        position=position,
        name=fields["name"],
        name_en=fields.get("name_en", ""),
        required=fields.get("required", True),
        evidence=fields.get("evidence", "none"),
        archive_part=fields.get("archive_part", ""),
    )


class _Owners:
    """Resolves roles of a template to people, with few queries."""

    def __init__(self, visit: Visit, template: list[TemplateNode]) -> None:
        self._of_visit: Mapping[str, int | None] = {
            "host": visit.lead_host_id,
            "coordinator": visit.coordinator_id,
            "requester": visit.requester_id,
            "account_manager": visit.account.account_manager_id,
        }
        wanted = {row.owner_role for row in template}
        wanted |= {task.owner_role for row in template for task in row.tasks.all()}
        self._candidates = {
            role: self._holders(role) for role in sorted(wanted) if role not in VISIT_ROLES
        }
        self._users = User.objects.select_related("staff").in_bulk(
            [pk for pk in {self.of(role) for role in wanted} if pk is not None]
        )

    def of(self, role: str) -> int | None:
        """Return the person's id for a role."""
        return procedure.choose_owner(
            role, of_visit=self._of_visit, candidates=self._candidates.get(role, [])
        )

    def department_of(self, user_id: int | None) -> int | None:
        """Return the person's department."""
        staff = getattr(self._users.get(user_id or 0), "staff", None)
        return staff.department_id if staff else None

    @staticmethod
    def _holders(role: str) -> list[procedure.Candidate]:
        open_tasks = Count("tasks", filter=Q(tasks__state__in=OPEN_TASK_STATES))
        holders = identity.users_in_role(role).order_by().annotate(open_tasks=open_tasks)
        return [procedure.Candidate(user.pk, user.open_tasks) for user in holders]
