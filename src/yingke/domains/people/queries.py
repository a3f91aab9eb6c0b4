"""Reads of the people package."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, cast

from django.db.models import Q, QuerySet

from yingke.domains.people import registers
from yingke.domains.people.models import Absence, Skill, Staff, StaffSkill
from yingke.domains.people.registers import Duty, Purpose
from yingke.domains.people.rules.availability import (
    Availability,
    Occupied,
    Span,
    availability,
)
from yingke.domains.people.rules.load import Limits, Load, load_of
from yingke.domains.people.terms import AbsenceKind, SkillLevel
from yingke.foundation.identity.models.access import permissions_of
from yingke.foundation.identity.queries import listed_for, users_in_role
from yingke.foundation.kernel import calendars
from yingke.foundation.policy import queries as policy

if TYPE_CHECKING:
    from yingke.foundation.identity.models import OrgUnit, Site, User

LOOK_AHEAD: Final = timedelta(days=7)


def visible_to(user: User) -> QuerySet[Staff]:
    """Return the staff that a user may see.

    Users with `people.edit` see everyone, former employees included; users with any role see
    current employees; others see their own row.
    """
    if user.may("people.edit"):
        return Staff.objects.all()
    if permissions_of(user):
        return Staff.objects.filter(Q(active=True) | Q(user=user))
    return Staff.objects.filter(user=user.pk) if user.is_active else Staff.objects.none()


def of_user(user: User) -> Staff | None:
    """Return the staff row of a user, or None."""
    return Staff.objects.filter(user=user.pk).select_related("department").first()


def in_role(code: str, unit: OrgUnit | None = None) -> QuerySet[Staff]:
    """Return active staff with a role (company-wide or for a unit), by name."""
    holders = users_in_role(code, unit).order_by().values("pk")
    return Staff.objects.filter(active=True, user__in=holders).order_by("sort_key", "pk")


def staff_choices() -> QuerySet[Staff]:
    """Return current employees by name, for choices in forms."""
    return Staff.objects.filter(active=True).order_by("sort_key", "pk")


def search(user: User, text: str, limit: int = 8) -> list[Staff]:
    """Return visible staff whose names, number, position or pinyin contain every word, by name."""
    words = text.casefold().split()
    if not words:
        return []
    found = visible_to(user)
    for word in words:
        found = found.filter(search_text__contains=word)
    return list(found.select_related("department").order_by("sort_key", "pk")[:limit])


def skills_of(staff: Staff) -> QuerySet[StaffSkill]:
    """Return the certified skills of a person, by kind."""
    rows = StaffSkill.objects.filter(staff=staff).select_related("skill")
    return rows.order_by("skill__kind", "skill__code")


def skills_visible_to(user: User) -> QuerySet[Skill]:
    """Return the skills that a user may see: editors all, others with a role the active ones."""
    return listed_for(user, Skill.objects.all(), editors="people.edit")


def active_skills() -> QuerySet[Skill]:
    """Return skills that can be certified, by kind."""
    return Skill.objects.filter(active=True).order_by("kind", "code")


def holders_of(skill_code: str, *, level: int, on: date) -> QuerySet[Staff]:
    """Return active staff certified in a skill on a day at this level or above."""
    counts = StaffSkill.objects.filter(
        Q(certificate_until__isnull=True) | Q(certificate_until__gte=on),
        skill__code=skill_code,
        level__gte=level,
    )
    return staff_choices().filter(pk__in=counts.values("staff"))


def certificates() -> list[tuple[int, str, date | None]]:
    """Staff id, kind of skill and last day (None: for good) of what counts as certified."""
    rows = StaffSkill.objects.filter(skill__active=True, level__gte=SkillLevel.INDEPENDENT)
    return list(rows.values_list("staff_id", "skill__kind", "certificate_until"))


def absences_between(
    staff_ids: Iterable[int], starts_at: datetime, ends_at: datetime
) -> QuerySet[Absence]:
    """Return absences of these people that overlap a window, by start."""
    rows = Absence.objects.filter(
        staff__in=list(staff_ids), starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    return rows.order_by("starts_at", "pk")


def duties_between(
    staff_ids: Collection[int], starts_at: datetime, ends_at: datetime
) -> list[Duty]:
    """Return duties of these people that overlap a window, from all packages above."""
    return [
        duty
        for source in registers.duties
        for duty in source.between(staff_ids, starts_at, ends_at)
    ]


def availability_of(
    staff_ids: Iterable[int], starts_at: datetime, ends_at: datetime
) -> dict[int, Availability]:
    """Return by staff id whether each person is free in a window, and if not why.

    When they are free next is looked for within `LOOK_AHEAD`. One query for absences and one for
    each source of duties.
    """
    wanted, until = Span(starts_at, ends_at), ends_at + LOOK_AHEAD
    occupied: dict[int, list[Occupied]] = {staff_id: [] for staff_id in staff_ids}
    for row in absences_between(occupied, starts_at, until):
        reason = AbsenceKind(row.kind).value
        occupied[row.staff_id].append(Occupied(Span(row.starts_at, row.ends_at), reason))
    for duty in duties_between(occupied.keys(), starts_at, until):
        span = Span(duty.starts_at, duty.ends_at)
        occupied[duty.staff_id].append(Occupied(span, duty.label))
    return {staff_id: availability(wanted, taken) for staff_id, taken in occupied.items()}


@dataclass(frozen=True)
class StaffLoad:
    """A person's time on duty in a month, and which limits it exceeds."""

    staff: Staff
    load: Load
    duties: int
    exceeded: tuple[str, ...]


def loads(user: User, month: date) -> list[StaffLoad]:
    """Return the load of everybody the user may know it of in the month of a day, most first.

    Users with `people.see_load` see all current employees they may see, others themselves.
    """
    calendar = calendars.for_calendar()
    first = month.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    starts_at, ends_at = (datetime.combine(day, time(), calendar.tz) for day in (first, after))
    rows = visible_to(user).filter(active=True)
    if not user.may("people.see_load"):
        rows = rows.filter(user=user.pk)
    people = {row.pk: row for row in rows.select_related("department").order_by("sort_key", "pk")}
    taken: dict[int, list[Span]] = {key: [] for key in people}
    for duty in duties_between(people.keys(), starts_at, ends_at):
        taken[duty.staff_id].append(Span(duty.starts_at, duty.ends_at))
    most = load_limits()
    found = []
    for key, spans in taken.items():
        load = load_of(spans, calendar, Span(starts_at, ends_at))
        found.append(StaffLoad(people[key], load, len(spans), most.exceeded(load)))
    return sorted(found, key=lambda one: -one.load.total)


def load_limits() -> Limits:
    """Return the parameters for a person and month."""
    return Limits(
        cast(timedelta, policy.value("people.load.month")),
        cast(timedelta, policy.value("people.load.off_hours")),
    )


@dataclass(frozen=True)
class BusyTime:
    """An absence (`kind` is set) or a duty, whose `purpose` is None if the reader may not know."""

    staff: Staff
    starts_at: datetime
    ends_at: datetime
    kind: str = ""
    purpose: Purpose | None = None


def busy_times(
    user: User, starts_at: datetime, ends_at: datetime, *, site: Site | None = None
) -> list[BusyTime]:
    """Return the absences and duties of visible staff within a window, by person and start.

    With `site`, those of the staff there and of the staff without a site.
    """
    rows = visible_to(user)
    if site:
        rows = rows.filter(Q(site=site) | Q(site=None))
    people = {row.pk: row for row in rows.filter(active=True).order_by("sort_key", "pk")}
    found = [
        BusyTime(people[row.staff_id], row.starts_at, row.ends_at, kind=row.get_kind_display())
        for row in absences_between(people, starts_at, ends_at)
    ]
    for source in registers.duties:
        taken = list(source.between(people.keys(), starts_at, ends_at))
        purposes = source.purposes(user, {duty.id for duty in taken})
        found += [
            BusyTime(
                people[duty.staff_id], duty.starts_at, duty.ends_at, purpose=purposes.get(duty.id)
            )
            for duty in taken
        ]
    place = {key: number for number, key in enumerate(people)}
    return sorted(found, key=lambda busy: (place[busy.staff.pk], busy.starts_at))
