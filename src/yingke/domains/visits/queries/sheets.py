"""One visit with its nodes, tasks, agenda, guests and approvals, read once.

Gates, readiness and attention use only this, on pages and in services alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from yingke.domains.people import queries as people
from yingke.domains.procedures.terms import NodeKind
from yingke.domains.resources.queries import Serving, find_duplicates
from yingke.domains.resources.terms import BookingState
from yingke.domains.visits import registers
from yingke.domains.visits.models import AgendaItem, Guest, Task, Visit
from yingke.domains.visits.queries import approvals, facts
from yingke.domains.visits.queries.parts import (
    all_with_parts,
    items_with_rows,
    tasks_with_counts,
)
from yingke.domains.visits.queries.rows import ApprovalRow, HeldRow, NodeRow, PartRow
from yingke.domains.visits.rules import agenda, escorts, gates, readiness
from yingke.domains.visits.rules import approvals as approval_rules
from yingke.domains.visits.terms import Answer, Decision, TaskState
from yingke.foundation.kernel.naming import listed

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

APPROVALS_SHOWN = 4


@dataclass
class ItemRow:
    """An agenda item with its people and bookings."""

    item: AgendaItem
    people: list[PartRow]
    held: list[HeldRow]

    @property
    def lacks_place(self) -> bool:
        return self.item.kind not in facts.PLACELESS and not self.item.place and not self.held

    @property
    def lacks_people(self) -> bool:
        taken = any(part.answer != Answer.DECLINED for part in self.people)
        return self.item.kind not in facts.UNSTAFFED and not taken

    @property
    def named(self) -> gates.Named:
        return gates.Named(self.item.pk, self.item.label)

    @property
    def serving(self) -> list[PartRow]:
        """People who take part or are invited."""
        return [part for part in self.people if part.answer != Answer.DECLINED]

    @property
    def asked(self) -> bool:
        """Whether an invitation is unanswered."""
        return any(part.answer == Answer.ASKED for part in self.people)

    @property
    def planned(self) -> bool:
        """Whether an invitation waits for the plan's approval."""
        return any(part.answer == Answer.PLANNED for part in self.people)

    @property
    def pending_held(self) -> bool:
        """Whether a booking is not confirmed yet."""
        return any(row.is_pending for row in self.held)

    @property
    def note(self) -> str:
        """Location and key points."""
        places = [row.resource for row in self.held]
        return " · ".join(text for text in (*places, self.item.place, self.item.note) if text)

    @property
    def who_and_where(self) -> str:
        """Location, and people who take part or are invited."""
        places = [*(row.resource for row in self.held), self.item.place]
        people = [part.name for part in self.serving]
        return " · ".join(text for text in (*places, listed(people)) if text)

    @property
    def state(self) -> str:
        """Progress on the day: "", now or done."""
        if self.item.finished_at is not None:
            return "done"
        return "now" if self.item.started_at is not None else ""

    @property
    def unreplaced(self) -> list[PartRow]:
        """People who declined a role that has no replacement."""
        filled = {part.role for part in self.people if part.answer != Answer.DECLINED}
        declined = [part for part in self.people if part.answer == Answer.DECLINED]
        return [part for part in declined if part.role not in filled]


@dataclass
class VisitSheet:
    """One visit; only `missing` reads more, from gates of packages above."""

    visit: Visit
    nodes: list[NodeRow]
    tasks: list[Task]
    items: list[ItemRow]
    guests: list[Guest]
    approvals: list[ApprovalRow]
    has_nda: bool

    @cached_property
    def limits(self) -> gates.Limits:
        return facts.limits(self.visit)

    @property
    def nodes_done(self) -> int:
        return sum(not node.is_open for node in self.nodes)

    @cached_property
    def current(self) -> NodeRow | None:
        """The first open node."""
        return next((node for node in self.nodes if node.is_open), None)

    @property
    def open_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.is_open]

    @property
    def tasks_done(self) -> int:
        return sum(task.state == TaskState.DONE for task in self.tasks)

    @property
    def tasks_in_order(self) -> list[Task]:
        """Open tasks by due time, then finished and cancelled ones."""
        return sorted(self.tasks, key=lambda task: not task.is_open)

    @property
    def approvals_shown(self) -> list[ApprovalRow]:
        """Open approvals in order, then the latest decisions, newest first."""
        ahead = sorted(
            (row for row in self.approvals if row.is_open), key=lambda row: (row.position, row.id)
        )
        done = [
            row for row in self.approvals if not row.is_open and row.decision != Decision.WITHDRAWN
        ]
        return [*ahead, *done[::-1][:APPROVALS_SHOWN]]

    @property
    def pending(self) -> list[ApprovalRow]:
        return [row for row in self.approvals if row.pending]

    def decidable_by(self, user: User) -> frozenset[int]:
        """Return ids of approvals this user may decide; no query if none is open."""
        if self.pending and user.pk not in self._decidable:
            self._decidable[user.pk] = approvals.decidable(user, self.visit.pk)
        return self._decidable.get(user.pk, frozenset())

    @cached_property
    def _decidable(self) -> dict[int, frozenset[int]]:
        return {}

    @cached_property
    def plan_decision(self) -> str:
        """Decision on the last submitted plan; "" without one."""
        numbers = [row.plan for row in self.approvals if row.plan]
        if not numbers:
            return ""
        last = [row.decision for row in self.approvals if row.plan == max(numbers)]
        return approval_rules.outcome(last)

    @cached_property
    def notices(self) -> list[agenda.Notice]:
        """Warnings about the agenda."""
        found = facts.agenda_notices(self.visit, [row.item for row in self.items])
        return [*found, *self._booked_twice(), *self._escorts()]

    def _escorts(self) -> Iterable[agenda.Notice]:
        most = facts.most_escorts(self.visit)
        parts = [part for row in self.items for part in row.serving]
        found = {part.staff_id for part in parts if part.role in escorts.ESCORTING}
        if most is not None and len(found) > most:
            yield agenda.Notice("many_escorts", str(len(found)), str(most))

    def _booked_twice(self) -> Iterable[agenda.Notice]:
        held = [
            Serving(
                *(row.booking_id, item.item.pk, row.kind, row.capacity, self.visit.headcount),
                *(item.item.starts_at, item.item.ends_at, row.excused),
            )
            for item in self.items
            for row in item.held
        ]
        names = {
            row.booking_id: (item.item.label, row.resource)
            for item in self.items
            for row in item.held
        }
        for pair in find_duplicates(held):
            yield agenda.Notice("booked_twice", *names[pair.surplus.booking_id])

    @cached_property
    def warnings(self) -> list[agenda.Notice]:
        """Return `notices` and warnings about guests and other visits; one query."""
        found = list(self.notices)
        if not self.guests:
            found.append(agenda.Notice("no_guests", ""))
        own = [
            agenda.Engagement(
                *(part.staff_id, part.name, row.item.starts_at, row.item.ends_at, row.item.label)
            )
            for row in self.items
            for part in row.serving
        ]
        return found + agenda.double_bookings(own, engagements_elsewhere(self.visit, own))

    @property
    def red_warnings(self) -> list[agenda.Notice]:
        return [notice for notice in self.warnings if notice.is_red]

    def missing(self, node: NodeRow) -> list[gates.Missing]:
        """Return what keeps a node from closing, by its own gate and those of packages above."""
        if node.id not in self._missing:
            own = gates.missing(
                node.kind, self.facts, self.limits, open_checks=self.open_checks[node.id]
            )
            others = [gate for gate in registers.gates if gate.node_kind == node.kind]
            above = [one for gate in others for one in gate.missing(self.visit)]
            self._missing[node.id] = [*own, *above]
        return self._missing[node.id]

    def missing_of(self, node_id: int) -> list[gates.Missing]:
        return self.missing(next(node for node in self.nodes if node.id == node_id))

    @cached_property
    def open_checks(self) -> Counter[int]:
        """Number of open required checklist items by node id."""
        found: Counter[int] = Counter()
        task: Any
        for task in self._counted_tasks:
            if task.node_id is not None:
                found[task.node_id] += task.required_total - task.required_done
        return found

    @property
    def open_preparation(self) -> list[NodeRow]:
        """Nodes before the visit that are neither done nor skipped."""
        return [node for node in self.nodes if node.phase == "before" and node.is_open]

    @cached_property
    def _missing(self) -> dict[int, list[gates.Missing]]:
        return {}

    @cached_property
    def readiness(self) -> readiness.Readiness:
        held = [row for item in self.items for row in item.held]
        people = [part for item in self.items for part in item.people]
        prepared = {n.id for n in self.nodes if n.phase == "before" and n.kind != "readiness"}
        tasks: list[Any] = [task for task in self._counted_tasks if task.node_id in prepared]
        known = min(len(self.guests), self.visit.headcount)
        return readiness.assess(
            readiness.Part(
                "checks",
                sum(task.required_done for task in tasks),
                sum(task.required_total for task in tasks),
            ),
            readiness.Part(
                "bookings", sum(row.state == BookingState.CONFIRMED for row in held), len(held)
            ),
            readiness.Part(
                "people", sum(part.answer == Answer.ACCEPTED for part in people), len(people)
            ),
            readiness.Part("guests", known, self.visit.headcount),
            weights=facts.readiness_weights(self.visit),
        )

    @cached_property
    def facts(self) -> gates.Facts:
        """Facts for the gates of this package."""
        visit, items = self.visit, self.items
        return gates.Facts(
            has_confirmation=bool(visit.confirmation),
            has_purpose=bool(visit.purpose),
            has_identity=bool(visit.identity),
            guests=len(self.guests),
            tier_known=bool(visit.account.tier),
            has_account_manager=visit.account.account_manager_id is not None,
            decision_makers=sum(guest.contact.is_decision_maker for guest in self.guests),
            plan_approved=self.plan_decision == Decision.APPROVED,
            items=len(items),
            items_without_place=tuple(row.named for row in items if row.lacks_place),
            pending_bookings=self._of_items(
                lambda row: [held.resource for held in row.held if held.is_pending]
            ),
            items_without_people=tuple(row.named for row in items if row.lacks_people),
            open_invitations=self._of_items(
                lambda row: [part.name for part in row.people if part.answer == Answer.ASKED]
            ),
            invitations_to_send=self._of_items(
                lambda row: [part.name for part in row.people if part.answer == Answer.PLANNED]
            ),
            declined_invitations=self._of_items(lambda row: [part.name for part in row.unreplaced]),
            interactive_items=sum(row.item.interactive for row in items),
            open_nodes_before=tuple(
                gates.Named(node.id, node.label)
                for node in self.open_preparation
                if node.kind != NodeKind.READINESS
            ),
            readiness=self.readiness.score,
            arrived=visit.arrived_at is not None,
            items_not_ended=tuple(row.named for row in items if row.item.finished_at is None),
            nda_missing=facts.is_confidential(visit) and not self.has_nda,
        )

    def _of_items(self, names: Callable[[ItemRow], Iterable[str]]) -> tuple[gates.Named, ...]:
        return tuple(gates.Named(row.item.pk, name) for row in self.items for name in names(row))

    @property
    def _counted_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.state != TaskState.CANCELLED]


def engagements_elsewhere(
    visit: Visit, own: Sequence[agenda.Engagement]
) -> list[agenda.Engagement]:
    """Return other duties of these people during the visit."""
    if not own:
        return []
    duties = people.duties_between(
        {one.staff_id for one in own},
        min(one.starts_at for one in own),
        max(one.ends_at for one in own),
    )
    return [
        agenda.Engagement(duty.staff_id, "", duty.starts_at, duty.ends_at, duty.label)
        for duty in duties
        if not (duty.code == "visits" and duty.group == visit.pk)
    ]


def read(visit: Visit) -> VisitSheet:
    """Return the current sheet of a visit, with the same visit object, in four queries."""
    row: Any = all_with_parts().get(pk=visit.pk)
    return VisitSheet(
        visit=visit,
        nodes=[NodeRow.of(node) for node in row.node_rows],
        tasks=list(tasks_of_visit(visit)),
        items=agenda_rows(visit),
        guests=list(visit.guests.select_related("contact")),
        approvals=[ApprovalRow.of(approval) for approval in row.approval_rows],
        has_nda=row.has_nda,
    )


def agenda_rows(visit: Visit) -> list[ItemRow]:
    """Return the agenda with people and bookings, in order, in one query."""
    items: Any = items_with_rows() & visit.agenda.all()
    return [
        ItemRow(
            item,
            [PartRow.of(row) for row in item.people_rows],
            [HeldRow.of(row) for row in item.held_rows],
        )
        for item in items
    ]


def tasks_of_visit(visit: Visit) -> QuerySet[Task]:
    """Return the visit's tasks by due time, with counts of their checklist items."""
    return tasks_with_counts() & visit.tasks.all()
