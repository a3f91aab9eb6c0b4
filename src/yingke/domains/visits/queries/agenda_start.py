"""What an agenda would start with: items at their times, with rooms and people that are free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from yingke.domains.procedures.queries import standard_agenda
from yingke.domains.resources import queries as resources
from yingke.domains.resources.models import Resource
from yingke.domains.resources.terms import ResourceKind
from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.queries import facts
from yingke.domains.visits.queries.suitability import Bench, Window
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.rules import agenda_start as rules
from yingke.domains.visits.rules.agenda_start import Option, Part, Pattern, Placed, Taken
from yingke.domains.visits.terms import Answer, PartRole
from yingke.foundation.kernel.naming import in_language

if TYPE_CHECKING:
    from yingke.domains.people.models import Staff
    from yingke.foundation.identity.models import User

STANDARD: Final = "standard"
LAST: Final = "last"
SOURCES: Final = (STANDARD, LAST)


@dataclass(frozen=True)
class Draft:
    """An item that is not stored yet; a person or resource that was not found is None."""

    placed: Placed
    people: list[tuple[str, Staff | None]]
    resource: Resource | None

    @property
    def label(self) -> str:
        return in_language(self.placed.pattern.name, self.placed.pattern.name_en)

    @property
    def lacks_resource(self) -> bool:
        return bool(self.placed.pattern.resource_kind) and self.resource is None

    @property
    def unfilled_roles(self) -> list[str]:
        return [role for role, person in self.people if person is None]


@dataclass(frozen=True)
class Start:
    """The items of an agenda, and those of the pattern that lie outside the visit."""

    source: str
    items: list[Draft] = field(default_factory=list)
    outside: list[Pattern] = field(default_factory=list)


def sources(user: User, visit: Visit) -> dict[str, Visit | None]:
    """The patterns there are for this visit: `standard`, and `last` with that visit."""
    found: dict[str, Visit | None] = {}
    if standard_agenda.items_of(visit.visit_type_id).exists():
        found[STANDARD] = None
    last = last_visit(user, visit)
    if last is not None:
        found[LAST] = last
    return found


def last_visit(user: User, visit: Visit) -> Visit | None:
    """The customer's latest visit before this one that took place and that the user may see."""
    rows = visible_to(user).filter(
        account=visit.account_id, arrives_at__lt=visit.arrives_at, ended_at__isnull=False
    )
    held = rows.exclude(pk=visit.pk).filter(agenda__isnull=False)
    return held.select_related("site").order_by("-arrives_at", "-pk").first()


def draft(user: User, visit: Visit, source: str) -> Start:
    """The agenda as it would start now from one of the `sources`; nothing is written."""
    patterns = _of_last(user, visit) if source == LAST else _of_type(visit)
    times = rules.place(patterns, facts.agenda_bounds(visit), ZoneInfo(visit.site.timezone))
    if not times.items:
        return Start(source, [], times.outside)
    rooms, bench = _Rooms(visit, times.items), _People(visit, times.items)
    items = [Draft(placed, bench.choose(placed), rooms.choose(placed)) for placed in times.items]
    return Start(source, items, times.outside)


def _of_type(visit: Visit) -> list[Pattern]:
    return [
        Pattern(
            *(item.kind, item.name, item.name_en, item.day, item.starts, item.length),
            parts=tuple(Part(role) for role in item.roles),
            resource_kind=item.resource_kind,
            place=item.place,
            note=item.note,
            interactive=item.interactive,
        )
        for item in standard_agenda.items_of(visit.visit_type_id)
    ]


def _of_last(user: User, visit: Visit) -> list[Pattern]:
    last = last_visit(user, visit)
    if last is None:
        return []
    tz = ZoneInfo(last.site.timezone)
    return [_repeated(item, last.arrives_at, tz) for item in facts.agenda_of(last)]


def _repeated(item: AgendaItem, arrives_at: datetime, tz: ZoneInfo) -> Pattern:
    held = [link.booking.resource for link in item.bookings.all()]
    first = held[0] if held else None
    return Pattern(
        *(item.kind, item.name, item.name_en),
        *rules.relative(item.starts_at, arrives_at, tz),
        int((item.ends_at - item.starts_at).total_seconds() // 60),
        parts=tuple(
            Part(part.role, part.staff_id)
            for part in item.people.all()
            if part.answer != Answer.DECLINED
        ),
        resource_kind=first.kind if first else "",
        resource_id=first.pk if first else None,
        place=item.place,
        note=item.note,
        interactive=item.interactive,
    )


class _Rooms:
    """Finds resources of the visit's site, the one of last time first, then the smallest."""

    def __init__(self, visit: Visit, items: list[Placed]) -> None:
        kinds = {item.pattern.resource_kind for item in items} - {""}
        rows = resources.resource_choices(*sorted(kinds)) if kinds else Resource.objects.none()
        self._rows = list(rows.filter(site=visit.site_id))
        self._seats = visit.headcount
        window = min(item.starts_at for item in items), max(item.ends_at for item in items)
        self._taken = [
            Taken(pk, during.lower, during.upper)
            for pk, during in resources.blocked_between(self._rows, *window)
        ]

    def choose(self, placed: Placed) -> Resource | None:
        """The best that is free and large enough; it is taken from now on."""
        pattern = placed.pattern
        fitting = [
            row
            for row in self._rows
            if row.kind == pattern.resource_kind
            and (row.kind == ResourceKind.EQUIPMENT or row.capacity >= self._seats)
        ]
        fitting.sort(key=lambda row: (row.pk != pattern.resource_id, row.capacity, row.sort_key))
        options = [
            Option(row.pk, *resources.blocked_time(row, placed.starts_at, placed.ends_at))
            for row in fitting
        ]
        found = rules.first_free(options, self._taken)
        if found is None:
            return None
        self._taken.append(Taken(found.resource_id, found.low, found.high))
        return next(row for row in fitting if row.pk == found.resource_id)


class _People:
    """Finds people by role: who had the part last time, the lead host, else who suits best."""

    def __init__(self, visit: Visit, items: list[Placed]) -> None:
        self._visit = visit
        self._bench = Bench(visit, [Window(item.starts_at, item.ends_at) for item in items])
        self._picked: dict[int, list[Placed]] = defaultdict(list)

    def choose(self, placed: Placed) -> list[tuple[str, Staff | None]]:
        return [(part.role, self._choose(part, placed)) for part in placed.pattern.parts]

    def _choose(self, part: Part, placed: Placed) -> Staff | None:
        suitable = (
            one.person.staff_id
            for one in self._bench.ranked(part.role, Window(placed.starts_at, placed.ends_at))
            if one.is_suitable and not self._is_picked(one.person.staff_id, placed)
        )
        found = list(suitable)
        preferred = (part.staff_id, self._lead_host() if part.role == PartRole.HOST else None)
        chosen = next((pk for pk in (*preferred, *found) if pk in found), None)
        if chosen is None:
            return None
        self._picked[chosen].append(placed)
        return self._bench.staff[chosen]

    def _lead_host(self) -> int | None:
        lead = self._visit.lead_host_id
        staff: Iterable[Staff] = self._bench.staff.values()
        return next((row.pk for row in staff if lead and row.user_id == lead), None)

    def _is_picked(self, staff_id: int, placed: Placed) -> bool:
        return any(
            one.starts_at < placed.ends_at and placed.starts_at < one.ends_at
            for one in self._picked[staff_id]
        )
