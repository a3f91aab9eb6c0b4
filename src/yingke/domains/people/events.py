"""Events of staff and skills."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yingke.foundation.journal.events import Event
from yingke.foundation.journal.records import RecordChanged


class _AboutStaff(Event):
    about = "people.staff", "staff_id"


@dataclass(frozen=True)
class StaffAdded(_AboutStaff):
    kind = "people.staff_added"
    staff_id: int
    number: str
    name: str


@dataclass(frozen=True)
class StaffChanged(_AboutStaff):
    """`before` and `after` hold the changed columns only."""

    kind = "people.staff_changed"
    staff_id: int
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True)
class SkillCertified(_AboutStaff):
    kind = "people.skill_certified"
    staff_id: int
    skill_code: str
    skill_name: str
    level: int
    certificate_until: date | None


@dataclass(frozen=True)
class SkillWithdrawn(_AboutStaff):
    kind = "people.skill_withdrawn"
    staff_id: int
    skill_code: str
    skill_name: str


@dataclass(frozen=True)
class _OfAbsence(_AboutStaff):
    absence_id: int
    staff_id: int
    absence_kind: str
    starts_at: datetime
    ends_at: datetime


class AbsenceNoted(_OfAbsence):
    kind = "people.absence_noted"


class AbsenceRemoved(_OfAbsence):
    kind = "people.absence_removed"


class SkillChanged(RecordChanged):
    kind = "people.skill_changed"
    about = "people.skill", "id"
