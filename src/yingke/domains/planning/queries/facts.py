"""The rows from which a proposal is made, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet

from yingke.domains.people import queries as people
from yingke.domains.people.models import StaffSkill
from yingke.domains.planning.models import Need, Timing
from yingke.domains.planning.rules import values as v
from yingke.domains.procedures.terms import HOLDERS
from yingke.domains.resources import queries as resources
from yingke.domains.resources.models import Booking, Resource
from yingke.domains.resources.terms import BookingState
from yingke.domains.visits.models import AgendaBooking, AgendaItem, Guest, Visit
from yingke.domains.visits.queries import duties, facts
from yingke.domains.visits.terms import Answer
from yingke.foundation.identity.models import Grant
from yingke.foundation.kernel import clock
from yingke.foundation.policy import queries as policy

TIERS: Final = {"strategic": 1, "key": 2, "at_risk": 2, "potential": 3}
LOWEST_TIER: Final = 4
CHINESE: Final = "zh"
DAY: Final = timedelta(days=1)
WEIGHTS: Final = ("start", "continuity", "waste", "fairness")


def of_visit(visit: Visit) -> v.Facts:
    """Everything that a proposal for one visit is made from; `visit` as `loaded` gives it."""
    return _of([visit], {visit.pk: agenda_of(visit)})


def of_day(visits: Sequence[Visit], day: date) -> v.Facts:
    """What a proposal for these visits of a site is made from: the items of the day, together."""
    tz = ZoneInfo(visits[0].site.timezone)
    starts = datetime.combine(day, time(), tz), datetime.combine(day + DAY, time(), tz)
    rows = AgendaItem.objects.filter(
        visit__in=visits, starts_at__gte=starts[0], starts_at__lt=starts[1]
    )
    items: dict[int, list[AgendaItem]] = {visit.pk: [] for visit in visits}
    for row in _with_people_and_bookings(rows):
        items[row.visit_id].append(row)
    return _of(visits, items)


def _of(visits: Sequence[Visit], items: Mapping[int, list[AgendaItem]]) -> v.Facts:
    """The facts of visits at one site; what is the company's is read for the first of them."""
    every = [item for visit in visits for item in items[visit.pk]]
    start, end = _span(visits, every)
    languages = languages_of(visits)
    with policy.pinned_version():
        stays = [_stay(visit, items[visit.pk], languages[visit.pk]) for visit in visits]
        limits = _limits(visits[0])
    types = {visit.visit_type_id for visit in visits}
    return v.Facts(
        stays=tuple(stays),
        needs=tuple(needs_for(*types)),
        timings=tuple(timings_for(*types)),
        people=tuple(_people(visits[0].site_id, every, start, end)),
        things=tuple(_things(visits[0].site_id, every, start, end)),
        limits=limits,
    )


def agenda_of(visit: Visit) -> list[AgendaItem]:
    """The agenda with people and bookings, in three queries."""
    return list(_with_people_and_bookings(visit.agenda.all()))


def _with_people_and_bookings(rows: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    bookings = AgendaBooking.objects.select_related("booking__resource")
    found = rows.prefetch_related("people", Prefetch("bookings", queryset=bookings))
    return found.order_by("starts_at", "pk")


def loaded(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """With all that the facts touch."""
    return visits.select_related("site", "visit_type", "account", "lead_host__staff", "coordinator")


def needs_for(*visit_type_ids: int) -> list[v.Need]:
    """What items of these visit types need, with what holds for all types."""
    rows = Need.objects.filter(active=True).order_by("item_kind", "pk")
    found = rows.filter(Q(visit_type=None) | Q(visit_type__in=visit_type_ids))
    return [
        v.Need(
            id=row.pk,
            item_kind=row.item_kind,
            kind=row.kind,
            name=row.label,
            role=row.role,
            skill_kind=row.skill_kind,
            level=row.level,
            certified=row.certified,
            guests_language=row.guests_language,
            seats=row.seats,
            equipment=tuple(row.equipment),
            count=row.count,
            optional=row.optional,
            weight=row.weight,
            continuity=row.continuity,
            visit_type=row.visit_type_id,
        )
        for row in found
    ]


def timings_for(*visit_type_ids: int) -> list[v.Timing]:
    """When items of these visit types may take place, with what holds for all types."""
    rows = Timing.objects.filter(active=True).order_by("item_kind", "pk")
    found = rows.filter(Q(visit_type=None) | Q(visit_type__in=visit_type_ids))
    return [
        v.Timing(
            row.item_kind,
            time.fromisoformat(row.earliest) if row.earliest else None,
            time.fromisoformat(row.latest) if row.latest else None,
            tuple(row.after),
            row.keeps_order,
            row.visit_type_id,
        )
        for row in found
    ]


def _limits(visit: Visit) -> v.Limits:
    def read(code: str) -> Any:
        return facts.parameter(visit, code)

    return v.Limits(
        tz=ZoneInfo(visit.site.timezone),
        now=clock.now(),
        day_starts=read("planning.day.starts"),
        day_ends=read("planning.day.ends"),
        load=read("planning.load.person"),
        interpreting=read("planning.load.interpreter"),
        between_buildings=int(read("planning.travel.building") / timedelta(minutes=1)),
        weights={name: int(read(f"planning.weight.{name}")) for name in WEIGHTS},
    )


def _span(visits: Iterable[Visit], items: Iterable[AgendaItem]) -> v.Span:
    """From the day before the visits to the day after them."""
    moments = [moment for visit in visits for moment in (visit.arrives_at, visit.leaves_at)]
    moments += [moment for item in items for moment in (item.starts_at, item.ends_at)]
    return min(moments) - DAY, max(moments) + DAY


def _stay(visit: Visit, items: Iterable[AgendaItem], languages: tuple[str, ...]) -> v.Stay:
    lead = getattr(visit.lead_host, "staff", None)
    return v.Stay(
        id=visit.pk,
        number=visit.number,
        tier=TIERS.get(visit.account.tier or "", LOWEST_TIER),
        heads=visit.headcount,
        arrives_at=visit.arrives_at,
        leaves_at=visit.leaves_at,
        languages=languages,
        lead_host=lead.pk if lead else None,
        items=tuple(_item(item) for item in items),
        visit_type=visit.visit_type_id,
        golden=facts.parameter(visit, "visit.golden_window"),
        opening=facts.parameter(visit, "visit.opening.max"),
    )


def languages_of(visits: Iterable[Visit]) -> dict[int, tuple[str, ...]]:
    """Languages of the guests besides Chinese; the customer's while no guest is named."""
    visits = list(visits)
    named: dict[int, set[str]] = {visit.pk: set() for visit in visits}
    rows = Guest.objects.filter(visit__in=visits).values_list("visit_id", "contact__language")
    for pk, language in rows:
        named[pk].add(language)
    return {
        visit.pk: tuple(sorted((named[visit.pk] or {visit.account.language}) - {CHINESE}))
        for visit in visits
    }


def _item(row: AgendaItem) -> v.Item:
    return v.Item(
        id=row.pk,
        kind=row.kind,
        name=row.label,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        interactive=row.interactive,
        begun=row.started_at is not None,
        place=row.place,
        people=tuple(
            v.Part(part.staff_id, part.role, part.answer == Answer.ACCEPTED)
            for part in row.people.all()
            if part.answer != Answer.DECLINED
        ),
        bookings=tuple(
            v.Booked(
                link.booking.resource_id,
                link.booking.resource.kind,
                link.booking.state == BookingState.CONFIRMED,
            )
            for link in row.bookings.all()
            if link.booking.state != BookingState.CANCELLED
        ),
    )


def _people(
    site: int, items: Iterable[AgendaItem], start: datetime, end: datetime
) -> Iterable[v.Person]:
    """The staff who may serve at a site, with what takes them elsewhere than to these items."""
    standing = {part.staff_id for item in items for part in item.people.all()}
    here = Q(site=site) | Q(site=None) | Q(pk__in=standing)
    staff = {row.pk: row for row in people.staff_choices().filter(here)}
    roles = _roles(row.user_id for row in staff.values())
    skills: dict[int, list[v.Skill]] = {}
    rows = StaffSkill.objects.filter(staff__in=staff, skill__active=True)
    for pk, kind, level, until in rows.values_list(
        "staff_id", "skill__kind", "level", "certificate_until"
    ):
        skills.setdefault(pk, []).append(v.Skill(kind, level, until))
    taken: dict[int, list[v.Span]] = {}
    own = {item.pk for item in items}
    for duty in people.duties_between(list(staff), start, end):
        if duty.code != duties.CODE or duty.id not in own:
            taken.setdefault(duty.staff_id, []).append((duty.starts_at, duty.ends_at))
    away: dict[int, list[v.Span]] = {}
    for absence in people.absences_between(staff, start, end):
        away.setdefault(absence.staff_id, []).append((absence.starts_at, absence.ends_at))
    for row in staff.values():
        yield v.Person(
            id=row.pk,
            name=row.label,
            roles=frozenset(roles.get(cast(int, row.user_id), ())),
            skills=tuple(skills.get(row.pk, ())),
            languages=tuple(row.languages),
            duties=tuple(taken.get(row.pk, ())),
            absences=tuple(away.get(row.pk, ())),
        )


def _roles(user_ids: Iterable[int | None]) -> dict[int, set[str]]:
    """The parts that each user's roles of the company stand for."""
    ids = [pk for pk in user_ids if pk is not None]
    rows = Grant.objects.filter(user__in=ids, role__code__in=set(HOLDERS.values()))
    found: dict[int, set[str]] = {}
    for user_id, code in rows.values_list("user_id", "role__code"):
        parts = {str(part) for part, role in HOLDERS.items() if role == code}
        found.setdefault(user_id, set()).update(parts)
    return found


def _things(
    site: int, items: Iterable[AgendaItem], start: datetime, end: datetime
) -> Iterable[v.Thing]:
    """What can be booked at a site, with the bookings of others than these items."""
    rows = resources.resource_choices().filter(site=site).select_related("room")
    own = [link.booking_id for item in items for link in item.bookings.all()]
    others = (
        Booking.objects.exclude(state=BookingState.CANCELLED)
        .filter(resource__site=site, starts_at__lt=end, ends_at__gt=start)
        .exclude(pk__in=own)
    )
    taken: dict[int, list[v.Span]] = {}
    for pk, during in others.values_list("resource_id", "during"):
        taken.setdefault(pk, []).append((during.lower, during.upper))
    for row in rows:
        yield _thing(row, taken.get(row.pk, []))


def _thing(row: Resource, taken: list[v.Span]) -> v.Thing:
    room = getattr(row, "room", None)
    words = room.location.split() if room else []
    return v.Thing(
        id=row.pk,
        kind=row.kind,
        name=row.label,
        seats=row.capacity,
        equipment=tuple(room.equipment) if room else (),
        building=words[0] if words else "",
        before=row.buffer_before,
        after=row.buffer_after,
        taken=tuple(taken),
    )
