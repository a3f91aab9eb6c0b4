"""Nodes and tasks of a sample visit up to its day."""

from datetime import datetime
from random import Random

from yingke.config.sample.company import Company
from yingke.config.sample.papers import Papers
from yingke.config.sample.rows import Rows
from yingke.config.sample.script import HOUR, MINUTE, Script, shifted
from yingke.domains.procedures.models import TemplateTask
from yingke.domains.procedures.queries import procedures
from yingke.domains.visits import events
from yingke.domains.visits.models import CheckItem, Node, Task, Visit
from yingke.domains.visits.rules import procedure
from yingke.domains.visits.services.template import COPIED, check_item
from yingke.foundation.identity.models import User
from yingke.foundation.kernel.calendar import WorkingCalendar
from yingke.foundation.kernel.offsets import Anchors

NEVER = 0.04  # share of preparatory work that is never done


class Preparation:
    """Writes everything before the guests arrive."""

    def __init__(
        self,
        random: Random,
        company: Company,
        calendar: WorkingCalendar,
        rows: Rows,
        papers: Papers,
    ) -> None:
        self._random = random
        self._company = company
        self._calendar = calendar
        self._rows = rows
        self._papers = papers
        self._left_out: set[int] = set()
        self._items: dict[int, list[CheckItem]] = {}
        self._open: dict[int, list[tuple[Task, TemplateTask, User]]] = {}
        self._templates = {
            variant: (found, list(found.nodes.prefetch_related("tasks")))
            for variant in ("normal", "urgent")
            if (found := procedures.in_force(variant, None))
        }

    def nodes(self, script: Script, visit: Visit) -> list[Node]:
        """Write the twelve nodes with their tasks, each done, late, open or never done."""
        assert script.decided is not None  # noqa: S101 – only approved visits come here
        variant = "normal" if script.lead_class == "normal" else "urgent"
        visit.procedure, template = self._templates[variant]
        anchors = {
            "submission": script.submitted or script.created,
            "arrival": script.arrives_at,
            "end": script.ended or script.leaves_at,
        }
        made = []
        for row in template:
            times = procedure.schedule(
                procedure.Timing(row.starts, row.due), anchors, self._calendar, now=script.decided
            )
            owner = self._owner(script, row.owner_role)
            node = self._rows.add(
                Node(
                    visit=visit,
                    owner=owner,
                    starts_at=times.starts_at,
                    due_at=times.due_at,
                    **{name: getattr(row, name) for name in COPIED},
                )
            )
            self._rows.member(visit.pk, owner.pk)
            done = self._when(script, node)
            for task_row in row.tasks.all():
                self._task(script, visit, node, task_row, anchors, done)
            if done is not None:
                self._close(script, node, done)
            elif id(node) in self._left_out:
                self._leave_out(script, node)
            made.append(node)
        self._schedule(script, visit, made)
        return made

    def _owner(self, script: Script, role: str) -> User:
        own = {
            "host": script.host,
            "coordinator": script.coordinator,
            "requester": script.requester,
            "account_manager": script.account.account_manager,
        }
        return own.get(role) or self._random.choice(self._company.by_role[role])

    def _when(self, script: Script, node: Node) -> datetime | None:
        """Return when the node is completed, None if never."""
        by_fact = {
            "intake": script.decided,
            "plan": script.plan_approved,
            "welcome": script.arrived,
            "talks": script.ended,
            "tour": script.ended,
        }
        if node.kind in by_fact:
            return by_fact[node.kind]
        if node.phase == "after":
            return None  # completed by `after`
        if self._random.random() < NEVER:
            self._left_out.add(id(node))
            return None
        start = max(script.decided or script.created, node.starts_at)
        late = self._random.random() > script.diligence
        if late:
            return node.due_at + self._random.uniform(1, 9) * HOUR
        return max(start + 20 * MINUTE, shifted(self._random, node.due_at, 8 * HOUR))

    def _leave_out(self, script: Script, node: Node) -> None:
        """Skip unfinished nodes on the day before the visit, with a reason."""
        visit, moment = node.visit, script.arrives_at - 2 * HOUR
        reason = "时间不足，当面口头确认"
        if script.cancelled is None and self._rows.happened(
            moment,
            script.coordinator,
            lambda: events.NodeSkipped(
                *(visit.pk, visit.account_id, node.number, node.kind),
                *(node.name, node.name_en, node.due_at, reason),
            ),
        ):
            node.state, node.skip_reason = "waived", reason
            node.completed_at, node.completed_by = moment, script.coordinator
            for task, _, _ in self._open.get(id(node), []):
                task.state, task.completed_at = "dropped", moment

    def _close(self, script: Script, node: Node, done: datetime) -> None:
        visit = node.visit
        if node.phase == "before":
            done = min(done, script.arrives_at - 30 * MINUTE)
        if script.cancelled and done > script.cancelled:
            return
        if self._rows.happened(
            done,
            node.owner,
            lambda: events.NodeCompleted(
                visit.pk,
                visit.account_id,
                node.number,
                node.kind,
                node.name,
                node.name_en,
                node.due_at,
                True,
            ),
        ):
            node.state, node.completed_at, node.completed_by = "done", done, node.owner

    def _schedule(self, script: Script, visit: Visit, nodes: list[Node]) -> None:
        dues = [
            {"number": node.number, "kind": node.kind, "due_at": node.due_at.isoformat()}
            for node in nodes
        ]
        used = visit.procedure
        code = f"{used.code}/{used.variant}/{used.number}" if used else ""
        self._rows.happened(
            script.decided,
            script.approver,
            lambda: events.NodesScheduled(visit.pk, visit.account_id, code, dues),
        )

    def _task(
        self,
        script: Script,
        visit: Visit,
        node: Node,
        row: TemplateTask,
        anchors: Anchors,
        node_done: datetime | None,
    ) -> None:
        task = self._assign(script, visit, node, row, anchors)
        accepted = self._accept(script, task, node_done)
        if accepted is None:
            return
        self._open.setdefault(id(node), []).append((task, row, task.assignee))
        if node_done is not None and node.phase == "before":
            self._finish(script, task, row, task.assignee, max(accepted, node_done - 15 * MINUTE))

    def _assign(
        self,
        script: Script,
        visit: Visit,
        node: Node,
        row: TemplateTask,
        anchors: Anchors,
    ) -> Task:
        assert script.decided is not None  # noqa: S101
        owner = self._owner(script, row.owner_role)
        timing = procedure.Timing(row.due, row.due)
        due_at = procedure.schedule(timing, anchors, self._calendar, now=script.decided).due_at
        task: Task = self._rows.add(
            Task(
                visit=visit,
                node=node,
                name=row.name,
                name_en=row.name_en,
                owner_role=row.owner_role,
                assignee=owner,
                department=self._company.staff[owner.pk].department,
                due=row.due,
                due_at=due_at,
                assigned_by=script.approver,
                assigned_at=script.decided,
                position=row.position,
            )
        )
        self._items[id(task)] = [
            self._rows.add(check_item(task, position, fields))
            for position, fields in enumerate(row.checks)
        ]
        self._rows.member(visit.pk, owner.pk)
        self._rows.happened(
            script.decided,
            script.approver,
            lambda: events.TaskAssigned(
                visit.pk,
                visit.account_id,
                task.pk,
                task.name,
                task.name_en,
                owner.pk,
                *self._sides(script, task),
            ),
        )
        return task

    def _accept(self, script: Script, task: Task, node_done: datetime | None) -> datetime | None:
        """Return when the task is accepted, None if the visit is cancelled before."""
        assert script.decided is not None  # noqa: S101
        # purchasing responds slowly
        slow = 6.0 if task.department.code == "purchasing" else 1.0
        answer = self._calendar.add_working_hours(
            script.decided, slow * self._random.lognormvariate(3.6, 0.8) * MINUTE
        )
        accepted = min(answer, node_done) if node_done else answer
        if script.cancelled and accepted > script.cancelled:
            return None
        if self._rows.happened(
            accepted,
            task.assignee,
            lambda: events.TaskAccepted(
                task.visit_id,
                task.visit.account_id,
                task.pk,
                task.name,
                task.name_en,
                script.decided,
                *self._sides(script, task),
            ),
        ):
            task.state, task.accepted_at = "accepted", accepted
        return accepted

    def _sides(self, script: Script, task: Task) -> tuple[int, int]:
        """Return the requesting and the serving department."""
        return self._company.staff[script.approver.pk].department_id, task.department_id

    def do_tasks(self, script: Script, node: Node, done: datetime) -> None:
        """Finish the tasks of a node after the visit."""
        for task, row, owner in self._open[id(node)]:
            self._finish(script, task, row, owner, done)

    def _finish(
        self, script: Script, task: Task, row: TemplateTask, owner: User, done: datetime
    ) -> None:
        if done > (script.cancelled or self._rows.now) or done > self._rows.now:
            return
        for item in self._items[id(task)]:
            item.checked_at, item.checked_by = done, owner
            item.note = "已确认" if item.evidence == "note" else ""
            if item.evidence == "file":
                item.document = self._papers.of(task.visit, item, done, owner)
            self._rows.happened(done, owner, _checked(item))
        task.state, task.completed_at = "done", done
        task.accepted_at = task.accepted_at or done
        self._rows.happened(done, owner, _completed(task))

    def checks_of(self, nodes: list[Node]) -> tuple[int, int]:
        """Return how many checklist items of these nodes are checked, and how many there are."""
        items = [
            item
            for node in nodes
            for task, _, _ in self._open.get(id(node), [])
            for item in self._items[id(task)]
        ]
        return sum(item.checked_at is not None for item in items), len(items)


def _checked(item: CheckItem):  # type: ignore[no-untyped-def]
    task = item.task
    return lambda: events.ItemChecked(
        task.visit.pk, task.visit.account_id, task.pk, item.pk, item.name, item.name_en
    )


def _completed(task: Task):  # type: ignore[no-untyped-def]
    return lambda: events.TaskCompleted(
        task.visit.pk, task.visit.account_id, task.pk, task.name, task.name_en, task.due_at
    )
