"""Facts about staff."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yingke.foundation.journal.events import Event, Ref


def staff_ref(staff_id: int) -> Ref:
    """The name of a staff member in the journal."""
    return Ref("people.staff", staff_id)


@dataclass(frozen=True)
class StaffAdded(Event):
    kind = "people.staff_added"
    staff_id: int
    number: str
    name: str

    def subject(self) -> Ref:
        return staff_ref(self.staff_id)


@dataclass(frozen=True)
class StaffChanged(Event):
    """`before` and `after` hold the changed columns only."""

    kind = "people.staff_changed"
    staff_id: int
    before: dict[str, Any]
    after: dict[str, Any]

    def subject(self) -> Ref:
        return staff_ref(self.staff_id)


@dataclass(frozen=True)
class SkillCertified(Event):
    kind = "people.skill_certified"
    staff_id: int
    skill_code: str
    skill_name: str
    level: int
    certificate_until: date | None

    def subject(self) -> Ref:
        return staff_ref(self.staff_id)


@dataclass(frozen=True)
class SkillWithdrawn(Event):
    kind = "people.skill_withdrawn"
    staff_id: int
    skill_code: str
    skill_name: str

    def subject(self) -> Ref:
        return staff_ref(self.staff_id)


@dataclass(frozen=True)
class AbsenceNoted(Event):
    kind = "people.absence_noted"
    absence_id: int
    staff_id: int
    absence_kind: str
    starts_at: datetime
    ends_at: datetime

    def subject(self) -> Ref:
        return staff_ref(self.staff_id)


@dataclass(frozen=True)
class AbsenceRemoved(Event):
    kind = "people.absence_removed"
    absence_id: int
    staff_id: int
    absence_kind: str
    starts_at: datetime
    ends_at: datetime

    def subject(self) -> Ref:
        return staff_ref(self.staff_id)
