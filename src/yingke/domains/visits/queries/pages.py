"""All that the visit page shows, in a fixed and small number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from yingke.domains.customers import queries as customers
from yingke.domains.customers.terms import PreferenceKind, Stance
from yingke.domains.resources.terms import BookingState
from yingke.domains.visits.models import (
    AgendaItem,
    Guest,
    Task,
    Visit,
)
from yingke.domains.visits.queries import facts
from yingke.domains.visits.queries.parts import (
    all_with_parts,
    items_with_rows,
    tasks_with_counts,
)
from yingke.domains.visits.queries.rows import ApprovalRow, HeldRow, NodeRow, PaperRow, PartRow
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.rules import agenda, gates, readiness
from yingke.domains.visits.terms import Answer, ApprovalKind, Decision, TaskState

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

APPROVALS_SHOWN = 4
CHIPS = ("diet", "health", "religion", "etiquette", "language")


@dataclass
class ItemRow:
    """An agenda item with the people and bookings that serve it."""

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
    def serving(self) -> list[PartRow]:
        """Who takes part, or has been asked to."""
        return [part for part in self.people if part.answer != Answer.DECLINED]

    @property
    def asked(self) -> bool:
        """Whether somebody still has to answer."""
        return any(part.answer == Answer.ASKED for part in self.people)

    @property
    def pending_held(self) -> bool:
        """Whether a booking is not certain yet."""
        return any(row.state == BookingState.PENDING for row in self.held)

    @property
    def note(self) -> str:
        """Where it takes place, and what matters."""
        places = [row.resource for row in self.held]
        return " · ".join(text for text in (*places, self.item.place, self.item.note) if text)

    @property
    def state(self) -> str:
        """How far it is on the day: "", now or done."""
        if self.item.finished_at is not None:
            return "done"
        return "now" if self.item.started_at is not None else ""

    @property
    def unreplaced(self) -> list[PartRow]:
        """Who said no to a role that nobody else has taken since."""
        filled = {part.role for part in self.people if part.answer != Answer.DECLINED}
        declined = [part for part in self.people if part.answer == Answer.DECLINED]
        return [part for part in declined if part.role not in filled]


@dataclass(frozen=True)
class Known:
    """One thing known about a guest, as a chip; `strict` for what would do harm."""

    text: str
    kind: str
    taboo: bool
    strict: bool

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Known:
        taboo = row["stance"] == Stance.TABOO
        kind = row["kind"] if row["kind"] in CHIPS else "other"
        return cls(row["text"], kind, taboo, taboo and kind == PreferenceKind.HEALTH)


@dataclass
class GuestRow:
    """A guest with what he must not be given or asked, as far as the reader may know it."""

    guest: Guest
    notes: list[Known] = field(default_factory=list)

    @property
    def part(self) -> str:
        """Position and role."""
        words = (self.guest.contact.title, str(self.guest.get_role_display()))
        return " · ".join(word for word in words if word)


@dataclass
class VisitSheet:
    """One visit as its page shows it. Everything here was read; the properties only look at it."""

    visit: Visit
    nodes: list[NodeRow]
    tasks: list[Task]
    items: list[ItemRow]
    guests: list[GuestRow]
    approvals: list[ApprovalRow]
    papers: list[PaperRow]
    has_nda: bool

    @cached_property
    def limits(self) -> gates.Limits:
        return facts.limits(self.visit)

    @property
    def nodes_done(self) -> int:
        return sum(not node.is_open for node in self.nodes)

    @cached_property
    def current(self) -> NodeRow | None:
        """The first node that is still open."""
        return next((node for node in self.nodes if node.is_open), None)

    @property
    def open_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.is_open]

    @property
    def tasks_done(self) -> int:
        return sum(task.state == TaskState.DONE for task in self.tasks)

    @property
    def tasks_in_order(self) -> list[Task]:
        """The open ones first, by due time; then what is done or no longer needed."""
        return sorted(self.tasks, key=lambda task: not task.is_open)

    @property
    def approvals_shown(self) -> list[ApprovalRow]:
        """The latest questions and answers; withdrawn ones say nothing any more."""
        shown = [row for row in self.approvals if row.decision != Decision.WITHDRAWN]
        return shown[::-1][:APPROVALS_SHOWN]

    @property
    def pending(self) -> list[ApprovalRow]:
        return [row for row in self.approvals if row.pending]

    @cached_property
    def latest_plan(self) -> ApprovalRow | None:
        """The last decision asked for on the plan."""
        plans = [row for row in self.approvals if row.kind == ApprovalKind.PLAN]
        return plans[-1] if plans else None

    @cached_property
    def notices(self) -> list[agenda.Notice]:
        """What a coordinator should look at on the agenda."""
        return facts.agenda_notices(self.visit, [row.item for row in self.items])

    def missing(self, node: NodeRow) -> list[gates.Missing]:
        """What keeps a node from closing."""
        open_checks = sum(
            task.required_total - task.required_done  # type: ignore[attr-defined]  # annotated
            for task in self._counted_tasks
            if task.node_id == node.id
        )
        return gates.missing(node.kind, self.facts, self.limits, open_checks=open_checks)

    @cached_property
    def readiness(self) -> readiness.Readiness:
        held = [row for item in self.items for row in item.held]
        people = [part for item in self.items for part in item.people]
        prepared = {n.id for n in self.nodes if n.phase == "before" and n.kind != "readiness"}
        tasks: list[Any] = [task for task in self._counted_tasks if task.node_id in prepared]
        known = min(len(self.guests), self.visit.headcount)
        return readiness.assess(
            checks=readiness.Part(
                "checks",
                sum(task.required_done for task in tasks),
                sum(task.required_total for task in tasks),
            ),
            bookings=readiness.Part(
                "bookings", sum(row.state == BookingState.CONFIRMED for row in held), len(held)
            ),
            people=readiness.Part(
                "people", sum(part.answer == Answer.ACCEPTED for part in people), len(people)
            ),
            guests=readiness.Part("guests", known, self.visit.headcount),
        )

    @cached_property
    def facts(self) -> gates.Facts:
        """What the gates look at; equal to `queries.facts.gate_facts` by test."""
        visit, items = self.visit, self.items
        people = [part for item in items for part in item.people]
        held = [row for item in items for row in item.held]
        return gates.Facts(
            has_confirmation=bool(visit.confirmation),
            has_purpose=bool(visit.purpose),
            has_identity=bool(visit.identity),
            guests=len(self.guests),
            tier_known=bool(visit.account.tier),
            has_account_manager=visit.account.account_manager_id is not None,
            decision_makers=sum(row.guest.contact.is_decision_maker for row in self.guests),
            plan_approved=bool(self.latest_plan and self.latest_plan.decision == Decision.APPROVED),
            items=len(items),
            items_without_place=tuple(row.item.label for row in items if row.lacks_place),
            pending_bookings=tuple(
                row.resource for row in held if row.state == BookingState.PENDING
            ),
            items_without_people=tuple(row.item.label for row in items if row.lacks_people),
            open_invitations=tuple(p.name for p in people if p.answer == Answer.ASKED),
            declined_invitations=tuple(p.name for row in items for p in row.unreplaced),
            interactive_items=sum(row.item.interactive for row in items),
            open_nodes_before=tuple(
                node.label
                for node in self.nodes
                if node.phase == "before" and node.is_open and node.kind != "readiness"
            ),
            readiness=self.readiness.score,
            arrived=visit.arrived_at is not None,
            items_not_ended=tuple(r.item.label for r in items if r.item.finished_at is None),
            nda_missing=facts.is_confidential(visit) and not self.has_nda,
        )

    @property
    def _counted_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.state != TaskState.DROPPED]


def sheet_of(user: User, pk: int) -> VisitSheet:
    """The visit's page for this reader; Visit.DoesNotExist for a stranger. Four queries."""
    visit: Any = visits_with_parts(user).get(pk=pk)
    return VisitSheet(
        visit=visit,
        nodes=[NodeRow.of(row) for row in visit.node_rows],
        tasks=list(tasks_of_visit(visit)),
        items=agenda_rows(visit),
        guests=guest_rows(user, visit),
        approvals=[ApprovalRow.of(row) for row in visit.approval_rows],
        papers=[PaperRow.of(row) for row in visit.paper_rows],
        has_nda=visit.has_nda,
    )


def visits_with_parts(user: User) -> QuerySet[Visit]:
    """Visible visits with nodes, approvals and papers as rows of the same query."""
    return all_with_parts() & visible_to(user)


def guest_rows(user: User, visit: Visit) -> list[GuestRow]:
    """The guests with what this reader may know about each, in one query."""
    known = customers.preferences_for(user, visit.account).filter(contact=OuterRef("contact"))
    notes = known.values_list(JSONObject(text="text", kind="kind", stance="stance"))
    guests: Any = visit.guests.select_related("contact").annotate(known=ArraySubquery(notes))
    return [GuestRow(guest, [Known.of(row) for row in guest.known]) for guest in guests]


def agenda_rows(visit: Visit) -> list[ItemRow]:
    """The agenda with people and bookings, in order, in one query."""
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
    """The visit's tasks by due time, each with its counts of check items."""
    return tasks_with_counts() & visit.tasks.all()
