"""What the agenda builder shows of a visit, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final, cast
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from yingke.domains.people import queries as people
from yingke.domains.people.models import Staff
from yingke.domains.people.terms import AbsenceKind
from yingke.domains.resources import queries as resources
from yingke.domains.resources.models import Resource
from yingke.domains.resources.terms import BookingState, ResourceKind
from yingke.domains.visits.models import AgendaBooking, AgendaItem, Visit
from yingke.domains.visits.queries import duties, facts, sheets
from yingke.domains.visits.queries.rows import HeldRow
from yingke.domains.visits.queries.suitability import languages_of
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.rules import builder
from yingke.domains.visits.rules.suitability import USUAL_ROLE

if TYPE_CHECKING:
    from yingke.domains.visits.queries.sheets import ItemRow
    from yingke.foundation.identity.models import User

# Kinds of resources that are a lane, the one that says where the guests are first.
LANES: Final = (ResourceKind.ROOM, ResourceKind.SHOWROOM, ResourceKind.VEHICLE)


@dataclass(frozen=True)
class Busy:
    """A time at which a lane is taken; `title` is "" if the reader may not know by what.

    A room's buffers reach from `blocked_from` to `blocked_until`.
    """

    lane: str
    starts_at: datetime
    ends_at: datetime
    blocked_from: datetime
    blocked_until: datetime
    title: str = ""


def lane_of(place: str, held: Iterable[tuple[str, int]]) -> str:
    """Return the lane of an item with this place in words and these (kind, resource id) booked."""
    booked = [(LANES.index(ResourceKind(kind)), pk) for kind, pk in held if kind in LANES]
    if booked:
        return f"{builder.RESOURCE}{min(booked)[1]}"
    return f"{builder.PLACE}{place}" if place else ""


def placement_of(item: AgendaItem) -> builder.Placement:
    """Return where a stored item stands; one query."""
    held = holding(item).values_list("booking__resource__kind", "booking__resource_id")
    return builder.Placement(item.starts_at, item.ends_at, lane_of(item.place, held))


def holding(item: AgendaItem) -> QuerySet[AgendaBooking]:
    """Return the links of an item to bookings that are not cancelled."""
    held = item.bookings.exclude(booking__state=BookingState.CANCELLED)
    return held.select_related("booking__resource").order_by("pk")


@dataclass
class Board:
    """A visit's agenda with everything that stands beside it on the grid, for one reader."""

    user: User
    visit: Visit

    @cached_property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.visit.site.timezone)

    @cached_property
    def rows(self) -> list[ItemRow]:
        return sheets.agenda_rows(self.visit)

    @cached_property
    def days(self) -> list[date]:
        """The days of the visit and of its items, in order."""
        first, last = (one.astimezone(self.tz).date() for one in self._bounds)
        found = {first + timedelta(days=n) for n in range((last - first).days + 1)}
        return sorted(found | {row.item.starts_at.astimezone(self.tz).date() for row in self.rows})

    @cached_property
    def resources(self) -> list[Resource]:
        """Rooms, showrooms and vehicles of the site, and others that the visit has booked."""
        held = {one.resource_id for row in self.rows for one in row.held}
        rows = resources.resource_choices(*LANES).select_related("room", "vehicle")
        return [row for row in rows if row.site_id == self.visit.site_id or row.pk in held]

    @cached_property
    def staff(self) -> dict[int, Staff]:
        """The people of the agenda by id, in the order in which they first appear."""
        ids = list(dict.fromkeys(part.staff_id for row in self.rows for part in row.serving))
        found = Staff.objects.in_bulk(ids)
        return {pk: found[pk] for pk in ids}

    @cached_property
    def unserved(self) -> dict[str, list[int]]:
        """For each language the guests need, the items at which no one speaks it."""
        return {
            language: [
                row.item.pk
                for row in self.rows
                if row.item.kind in builder.SPOKEN
                and not any(language in self.staff[one.staff_id].languages for one in row.serving)
            ]
            for language in languages_of(self.visit)
        }

    def missing_roles(self, row: ItemRow) -> list[tuple[str, str]]:
        """Roles that no one fills at an item, each with the language it is for or ""."""
        found = [("interpreter", language) for language, ids in self.unserved.items()
                 if row.item.pk in ids]  # fmt: skip
        return [(USUAL_ROLE[row.item.kind], "")] * row.lacks_people + found

    @cached_property
    def limits(self) -> builder.Limits:
        def length(code: str) -> timedelta:
            return cast(timedelta, facts.parameter(self.visit, code))

        return builder.Limits(
            opening=length("visit.opening.max"),
            golden=length("visit.golden_window"),
            gap=length("visit.agenda.longest_gap"),
            interactions=int(facts.parameter(self.visit, "visit.interactions.min")),
        )

    @property
    def marks(self) -> list[builder.Mark]:
        slots = facts.slots([row.item for row in self.rows])
        return builder.marks(slots, self.limits, tz=self.tz, unserved=self.unserved)

    def busy(self) -> Iterator[Busy]:
        """What other visits, bookings and absences take of the lanes during these days."""
        yield from self._bookings()
        yield from self._people()

    @property
    def _bounds(self) -> tuple[datetime, datetime]:
        return self.visit.arrives_at, self.visit.leaves_at

    @cached_property
    def _window(self) -> tuple[datetime, datetime]:
        low = datetime.combine(self.days[0], time(), self.tz)
        return low, datetime.combine(self.days[-1] + timedelta(days=1), time(), self.tz)

    def _bookings(self) -> Iterator[Busy]:
        own = {held.booking_id for row in self.rows for held in row.held}
        lanes = {row.pk for row in self.resources}
        found = resources.bookings_between(self.user, *self._window, kinds=LANES)
        rows = [one for one in found if one.pk not in own and one.resource_id in lanes]
        links = AgendaBooking.objects.filter(booking__in=[one.pk for one in rows])
        visit_of = dict(links.values_list("booking_id", "item__visit_id"))
        names = self._customers(visit_of.values())
        for one in rows:
            known = one.label if getattr(one, "is_visible", False) else ""
            served = visit_of.get(one.pk)
            title = names.get(served, "") if served else known
            times = one.starts_at, one.ends_at, one.during.lower, one.during.upper
            yield Busy(f"{builder.RESOURCE}{one.resource_id}", *times, title)

    def _people(self) -> Iterator[Busy]:
        if not self.staff:
            return
        for absence in people.absences_between(self.staff, *self._window):
            times = absence.starts_at, absence.ends_at
            title = str(AbsenceKind(absence.kind).label)
            yield Busy(f"staff:{absence.staff_id}", *times, *times, title)
        taken = [
            duty
            for duty in people.duties_between(list(self.staff), *self._window)
            if (duty.code, duty.group) != (duties.CODE, self.visit.pk)
        ]
        names = self._customers(duty.group for duty in taken if duty.code == duties.CODE)
        for duty in taken:
            times = duty.starts_at, duty.ends_at
            title = names.get(duty.group, "") if duty.code == duties.CODE else duty.label
            yield Busy(f"staff:{duty.staff_id}", *times, *times, title)

    def _customers(self, visits: Iterable[int]) -> dict[int, str]:
        """Customers of those visits that the reader may see, by visit."""
        rows = visible_to(self.user).filter(pk__in=set(visits)).select_related("account")
        return {row.pk: row.account.short_name or row.account.label for row in rows}


def row_lane(row: ItemRow) -> str:
    """Return the lane of a row of the agenda."""
    return lane_of(row.item.place, ((held.kind, held.resource_id) for held in row.held))


def held_in_lane(row: ItemRow) -> HeldRow | None:
    """Return the booking that puts a row into its lane."""
    lane = row_lane(row)
    return next((one for one in row.held if f"{builder.RESOURCE}{one.resource_id}" == lane), None)
