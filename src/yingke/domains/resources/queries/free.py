"""Who and what is free at a time, the most suitable first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from yingke.domains.people import queries as people
from yingke.domains.people.models import StaffSkill
from yingke.domains.resources.models import Booking, Resource
from yingke.domains.resources.queries.bookings import LONGEST_BUFFER
from yingke.domains.resources.queries.register import resource_choices
from yingke.domains.resources.rules.bookings import Buffers, Held, check_times, explain_clash
from yingke.domains.resources.terms import BookingState

if TYPE_CHECKING:
    from yingke.domains.people.models import Skill, Staff
    from yingke.foundation.identity.models import Site

AROUND: Final = timedelta(days=1)  # the duties that count as load
ROOM_ONLY: Final = "room__equipment__icontains"


@dataclass(frozen=True)
class Wanted:
    """A time, and what else is asked for; an empty value asks for nothing.

    Raises RuleViolation "ends_before_start" or "too_long".
    """

    starts_at: datetime
    ends_at: datetime
    site: Site | None = None
    kind: str = ""  # of resource
    seats: int = 0
    equipment: str = ""
    language: str = ""
    skill: Skill | None = None
    level: int = 1

    def __post_init__(self) -> None:
        check_times(self.starts_at, self.ends_at)


@dataclass(frozen=True)
class FreePerson:
    """A person of the language and skill; `free_from` is None if free at the wanted time."""

    staff: Staff
    free_from: datetime | None
    why: tuple[str, ...]
    load: int


@dataclass(frozen=True)
class FreeResource:
    """A resource of the kind, seats and equipment; `free_from` is None if free then."""

    resource: Resource
    free_from: datetime | None


def find_people(wanted: Wanted) -> list[FreePerson]:
    """Return everybody who fits: who is free comes first, then who is free soonest.

    Of those alike, who has less to do in the day around comes first.
    """
    rows = people.staff_choices().select_related("department")
    if wanted.site:
        rows = rows.filter(Q(site=wanted.site) | Q(site=None))
    if wanted.language:
        rows = rows.filter(languages__contains=[wanted.language])
    if wanted.skill:
        rows = rows.filter(pk__in=_skilled(wanted.skill, wanted))
    staff = {row.pk: row for row in rows}
    state = people.availability_of(staff, wanted.starts_at, wanted.ends_at)
    around = people.duties_between(staff, wanted.starts_at - AROUND, wanted.ends_at + AROUND)
    load = Counter(duty.staff_id for duty in around)
    found = [
        FreePerson(
            staff[key],
            None if one.is_free else one.free_from,
            tuple(clash.reason for clash in one.clashes),
            load[key],
        )
        for key, one in state.items()
    ]
    return sorted(
        found, key=lambda one: (bool(one.why), one.free_from or wanted.starts_at, one.load)
    )


def find_resources(wanted: Wanted) -> list[FreeResource]:
    """Return all that fit: what is free comes first, the smallest that is large enough."""
    rows = resource_choices(*filter(None, [wanted.kind])).filter(capacity__gte=wanted.seats)
    if wanted.site:
        rows = rows.filter(site=wanted.site)
    if wanted.equipment:
        rows = rows.filter(**{ROOM_ONLY: wanted.equipment})
    resources = list(rows)
    held: dict[int, list[Held]] = {}
    for row in _bookings(resources, wanted):
        held.setdefault(row.resource_id, []).append(
            Held(row.pk, row.starts_at, row.ends_at, row.during.lower, row.during.upper)
        )
    found = []
    for resource in resources:
        buffers = Buffers(resource.buffer_before, resource.buffer_after)
        clash = explain_clash(wanted.starts_at, wanted.ends_at, buffers, held.get(resource.pk, []))
        found.append(FreeResource(resource, clash.next_start if clash else None))
    return sorted(
        found,
        key=lambda one: (
            one.free_from or wanted.starts_at,
            one.resource.capacity,
            one.resource.sort_key,
        ),
    )


def _skilled(skill: Skill, wanted: Wanted) -> list[int]:
    day = wanted.starts_at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    valid = Q(certificate_until__isnull=True) | Q(certificate_until__gte=day)
    rows = StaffSkill.objects.filter(valid, skill=skill, level__gte=wanted.level)
    return list(rows.values_list("staff_id", flat=True))


def _bookings(resources: list[Resource], wanted: Wanted) -> list[Booking]:
    low, high = (
        wanted.starts_at - LONGEST_BUFFER,
        wanted.ends_at + people.LOOK_AHEAD + LONGEST_BUFFER,
    )
    rows = Booking.objects.exclude(state=BookingState.CANCELLED).filter(
        resource__in=resources, starts_at__lt=high, ends_at__gt=low
    )
    return list(rows)
