"""Who of the staff suits a part in an agenda item, read for many items at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from yingke.domains.customers.terms import Language
from yingke.domains.people import queries as people
from yingke.domains.procedures.terms import HOLDERS
from yingke.domains.visits.queries import duties
from yingke.domains.visits.rules.suitability import (
    SKILL_KIND,
    Need,
    Person,
    Reason,
    Suitability,
    ranked,
)
from yingke.foundation.identity import queries as identity

if TYPE_CHECKING:
    from yingke.domains.people.models import Absence, Staff
    from yingke.domains.people.registers import Duty
    from yingke.domains.visits.models import Visit


@dataclass(frozen=True)
class Window:
    """The time of an item; `item_id` is None for one that is not stored yet."""

    starts_at: datetime
    ends_at: datetime
    item_id: int | None = None


class Bench:
    """The staff with what occupies them from the first to the last of these windows.

    Asks the database once for each kind of rows and once for each role, however many items.
    """

    def __init__(self, visit: Visit, windows: Iterable[Window]) -> None:
        self.visit = visit
        self.languages = tuple(languages_of(visit))
        tz = ZoneInfo(visit.site.timezone)
        found = list(windows)
        days = [one.starts_at.astimezone(tz).date() for one in found]
        ends = [one.ends_at for one in found]
        self._tz = tz
        self._from = min(datetime.combine(day, time(), tz) for day in days)
        last = max(datetime.combine(day, time(), tz) + timedelta(days=1) for day in days)
        self._until = max(last, *ends)
        self._holders: dict[str, frozenset[int]] = {}

    @cached_property
    def staff(self) -> dict[int, Staff]:
        """Everybody who works here."""
        return {row.pk: row for row in people.staff_choices()}

    def ranked(self, role: str, window: Window) -> list[Suitability]:
        """Everybody, the most suitable for this part at this time first."""
        kind = SKILL_KIND.get(role, "")
        certified = any(one == kind for _staff, one in self._certificates)
        persons = [self._person(row, role, kind, window) for row in self.staff.values()]
        return ranked(persons, Need(role, self.languages, certified))

    def _person(self, row: Staff, role: str, kind: str, window: Window) -> Person:
        return Person(
            staff_id=row.pk,
            sort_key=row.sort_key,
            holds_role=row.user_id in self._holders_of(role),
            speaks=tuple(row.languages),
            certificate=self._certificate(row.pk, kind, window),
            load=self._load[row.pk, window.starts_at.astimezone(self._tz).date()],
            clash=self._clash(row.pk, window),
        )

    def _clash(self, staff_id: int, window: Window) -> Reason | None:
        for absence in self._absences.get(staff_id, ()):
            if absence.starts_at < window.ends_at and window.starts_at < absence.ends_at:
                return Reason("away", absence.kind)
        for duty in self._duties.get(staff_id, ()):
            own = (duty.code, duty.id) == (duties.CODE, window.item_id)
            if not own and duty.starts_at < window.ends_at and window.starts_at < duty.ends_at:
                return Reason("busy", duty.label)
        return None

    def _certificate(self, staff_id: int, kind: str, window: Window) -> str:
        day = window.starts_at.astimezone(self._tz).date()
        held = self._certificates.get((staff_id, kind), [])
        if any(until is None or until >= day for until in held):
            return "valid"
        return "expired" if held else ""

    def _holders_of(self, role: str) -> frozenset[int]:
        """The users who hold the role of the company that stands for a part; the lead host too."""
        if role not in self._holders:
            users = set(identity.users_in_role(HOLDERS[role]).values_list("pk", flat=True))
            if role == "host" and self.visit.lead_host_id:
                users.add(self.visit.lead_host_id)
            self._holders[role] = frozenset(users)
        return self._holders[role]

    @cached_property
    def _absences(self) -> dict[int, list[Absence]]:
        rows: dict[int, list[Absence]] = {}
        for row in people.absences_between(self.staff, self._from, self._until):
            rows.setdefault(row.staff_id, []).append(row)
        return rows

    @cached_property
    def _duties(self) -> dict[int, list[Duty]]:
        rows: dict[int, list[Duty]] = {}
        for duty in people.duties_between(list(self.staff), self._from, self._until):
            rows.setdefault(duty.staff_id, []).append(duty)
        return rows

    @cached_property
    def _load(self) -> Counter[tuple[int, date]]:
        return Counter(
            (duty.staff_id, duty.starts_at.astimezone(self._tz).date())
            for rows in self._duties.values()
            for duty in rows
        )

    @cached_property
    def _certificates(self) -> dict[tuple[int, str], list[date | None]]:
        """The last days of each person's certificates, by kind of skill."""
        rows: dict[tuple[int, str], list[date | None]] = {}
        for staff_id, kind, until in people.certificates():
            rows.setdefault((staff_id, kind), []).append(until)
        return rows


def languages_of(visit: Visit) -> list[str]:
    """The languages besides Chinese that the guests need; the customer's while none is named."""
    named = visit.guests.values_list("contact__language", flat=True)
    needed = set(named) or {visit.account.language}
    return sorted(needed - {Language.CHINESE.value})
