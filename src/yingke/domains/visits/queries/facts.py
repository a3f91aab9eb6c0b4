"""What the rules look at, read from the tables in a fixed number of queries."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, DateTimeField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from yingke.domains.customers import queries as customers
from yingke.domains.customers.models import Agreement
from yingke.domains.resources.terms import BookingState
from yingke.domains.visits.models import AgendaItem, CheckItem, Node, Task, Visit
from yingke.domains.visits.rules import agenda, gates, readiness
from yingke.domains.visits.terms import (
    OPEN_TASK_STATES,
    AgendaKind,
    Answer,
    Decision,
    NodeState,
    TaskState,
)
from yingke.foundation.policy import queries as policy

# Items for which nobody of ours has to be named, and those that need no place of ours.
UNSTAFFED = {AgendaKind.BREAK, AgendaKind.TRANSFER}
# The question of the request form that announces confidential content.
NDA_QUESTION = "nda"
PLACELESS = {AgendaKind.TRANSFER, AgendaKind.FAREWELL}


def parameter(visit: Visit, code: str) -> Any:
    """The policy's value for this visit, in force now."""
    return policy.value(
        code,
        visit_type=visit.visit_type.code,
        site=visit.site.code,
        tier=visit.account.tier,
    )


def limits(visit: Visit) -> gates.Limits:
    """The gates' parameters for this visit."""
    return gates.Limits(
        decision_makers=int(parameter(visit, "visit.decision_makers.min")),
        interactions=int(parameter(visit, "visit.interactions.min")),
        readiness=int(cast(Decimal, parameter(visit, "visit.readiness.min"))),
    )


def agenda_of(visit: Visit) -> list[AgendaItem]:
    """The agenda with people and bookings, in order: four queries at any length."""
    return list(
        visit.agenda.prefetch_related("people__staff", "bookings__booking__resource").order_by(
            "starts_at", "pk"
        )
    )


def slots(items: list[AgendaItem]) -> list[agenda.Slot]:
    """The agenda as the rules see it."""
    return [
        agenda.Slot(
            id=item.pk,
            name=item.label,
            kind=item.kind,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            interactive=item.interactive,
            begun=item.started_at is not None,
        )
        for item in items
    ]


def agenda_notices(visit: Visit, items: list[AgendaItem]) -> list[agenda.Notice]:
    """What a coordinator should look at on the agenda."""
    return agenda.warnings(
        slots(items),
        opening_max=cast(timedelta, parameter(visit, "visit.opening.max")),
        golden_window=cast(timedelta, parameter(visit, "visit.golden_window")),
        interactions=int(parameter(visit, "visit.interactions.min")),
    )


def open_checks(visit: Visit) -> dict[int, int]:
    """Required points that are still open, by node id: check items not ticked, and tasks of the
    packages above (a feedback form) not done. Tasks no longer needed do not count."""
    items = CheckItem.objects.filter(
        task__visit=visit, task__node__isnull=False, required=True, checked_at=None
    ).exclude(task__state=TaskState.DROPPED)
    counts = Counter(items.values_list("task__node", flat=True))
    work = Task.objects.filter(visit=visit, node__isnull=False, state__in=OPEN_TASK_STATES)
    counts.update(work.exclude(origin="").values_list("node", flat=True))
    return {node: count for node, count in counts.items() if node is not None}


def gate_facts(visit: Visit, items: list[AgendaItem] | None = None) -> gates.Facts:
    """All that the gates of this visit's nodes look at."""
    items = agenda_of(visit) if items is None else items
    guests = list(visit.guests.select_related("contact"))
    people = [part for item in items for part in item.people.all()]
    held = [link.booking for item in items for link in item.bookings.all()]
    standing = [booking for booking in held if booking.state != BookingState.CANCELLED]
    approved = visit.approvals.filter(kind="plan").order_by("-pk").values("decision").first()
    return gates.Facts(
        has_confirmation=bool(visit.confirmation),
        has_purpose=bool(visit.purpose),
        has_identity=bool(visit.identity),
        guests=len(guests),
        tier_known=bool(visit.account.tier),
        has_account_manager=visit.account.account_manager_id is not None,
        decision_makers=sum(guest.contact.is_decision_maker for guest in guests),
        plan_approved=bool(approved and approved["decision"] == Decision.APPROVED),
        items=len(items),
        items_without_place=tuple(item.label for item in items if _lacks_place(item)),
        pending_bookings=tuple(
            booking.resource.label for booking in standing if booking.state == BookingState.PENDING
        ),
        items_without_people=tuple(
            item.label
            for item in items
            if item.kind not in UNSTAFFED
            and not any(part.answer != Answer.DECLINED for part in item.people.all())
        ),
        open_invitations=_names(people, Answer.ASKED),
        declined_invitations=_unreplaced(items),
        interactive_items=sum(item.interactive for item in items),
        open_nodes_before=_open_before_readiness(visit),
        readiness=readiness_of(visit, items, guests=len(guests)).score,
        arrived=visit.arrived_at is not None,
        items_not_ended=tuple(item.label for item in items if item.finished_at is None),
        nda_missing=is_confidential(visit) and not nda_of(visit).exists(),
    )


def is_confidential(visit: Visit) -> bool:
    """Whether the request says that the visit touches confidential content."""
    return visit.answers.get(NDA_QUESTION) is True


def nda_of(visit: Visit) -> QuerySet[Agreement]:
    """The non-disclosure agreements of the customer that hold on the day of the visit."""
    day = visit.arrives_at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    return customers.ndas_on(day).filter(account=visit.account_id)


def has_nda() -> Exists:
    """The same for each row of a query of visits."""
    arrival = ExpressionWrapper(OuterRef("arrives_at"), output_field=DateTimeField())
    day = TruncDate(arrival, tzinfo=ZoneInfo(settings.TIME_ZONE))
    return Exists(customers.ndas_on(day).filter(account=OuterRef("account")))


def readiness_of(
    visit: Visit, items: list[AgendaItem] | None = None, *, guests: int | None = None
) -> readiness.Readiness:
    """How ready the visit is: checks of the nodes before it, bookings, invitations, guests."""
    items = agenda_of(visit) if items is None else items
    checks = checks_before(visit)
    held = [link.booking for item in items for link in item.bookings.all()]
    standing = [booking for booking in held if booking.state != BookingState.CANCELLED]
    people = [part for item in items for part in item.people.all()]
    known = visit.guests.count() if guests is None else guests
    return readiness.assess(
        checks=readiness.Part("checks", checks["done"], checks["needed"]),
        bookings=readiness.Part(
            "bookings",
            sum(booking.state == BookingState.CONFIRMED for booking in standing),
            len(standing),
        ),
        people=readiness.Part(
            "people", sum(part.answer == Answer.ACCEPTED for part in people), len(people)
        ),
        guests=readiness.Part("guests", min(known, visit.headcount), visit.headcount),
    )


def checks_before(visit: Visit) -> dict[str, int]:
    """Required check items of the preparation: how many there are, and how many are ticked."""
    return (
        CheckItem.objects.filter(task__visit=visit, task__node__phase="before", required=True)
        .exclude(task__state=TaskState.DROPPED)
        .exclude(task__node__kind="readiness")
        .aggregate(needed=Count("pk"), done=Count("pk", filter=Q(checked_at__isnull=False)))
    )


def missing_for(
    node: Node, facts: gates.Facts, checks: dict[int, int], limit: gates.Limits
) -> list[gates.Missing]:
    """What keeps one node from closing."""
    return gates.missing(node.kind, facts, limit, open_checks=checks.get(node.pk, 0))


def _lacks_place(item: AgendaItem) -> bool:
    if item.kind in PLACELESS or item.place:
        return False
    return not any(link.booking.state != BookingState.CANCELLED for link in item.bookings.all())


def _names(people: list[Any], answer: str) -> tuple[str, ...]:
    return tuple(part.staff.label for part in people if part.answer == answer)


def _unreplaced(items: list[AgendaItem]) -> tuple[str, ...]:
    """Who said no to a part that nobody else has taken in the same role since."""
    found = []
    for item in items:
        parts = list(item.people.all())
        filled = {part.role for part in parts if part.answer != Answer.DECLINED}
        found += [
            part.staff.label
            for part in parts
            if part.answer == Answer.DECLINED and part.role not in filled
        ]
    return tuple(found)


def _open_before_readiness(visit: Visit) -> tuple[str, ...]:
    nodes = visit.nodes.filter(phase="before", state=NodeState.OPEN).exclude(kind="readiness")
    return tuple(node.label for node in nodes)
