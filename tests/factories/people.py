"""Staff, skills and absences for tests."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.factories.identity import make_unit

from yingke.domains.people.models import Absence, Skill, Staff, StaffSkill
from yingke.domains.people.terms import AbsenceKind, SkillKind, SkillLevel
from yingke.foundation.kernel.naming import pinyin_key

if TYPE_CHECKING:
    from yingke.foundation.identity.models import OrgUnit, User

_numbers = count(1)


def make_staff(
    name: str = "陈雨桐",
    *,
    user: User | None = None,
    department: OrgUnit | None = None,
    **fields: Any,
) -> Staff:
    """A person of a department (a new one where none is given), with or without a sign-in."""
    return Staff.objects.create(
        user=user,
        number=fields.pop("number", f"S{next(_numbers):04}"),
        name=name,
        sort_key=pinyin_key(name),
        department=department or make_unit(),
        **fields,
    )


def make_skill(
    code: str | None = None, *, kind: str = SkillKind.GUIDING, name: str = "展厅讲解", **fields: Any
) -> Skill:
    """A skill; its code is its own where none is given."""
    return Skill.objects.create(
        code=code or f"skill-{next(_numbers)}",
        kind=kind,
        name=name,
        sort_key=pinyin_key(name),
        **fields,
    )


def certify(
    staff: Staff,
    skill: Skill,
    *,
    level: int = SkillLevel.INDEPENDENT,
    until: date | None = None,
) -> StaffSkill:
    """Give a person a skill."""
    return StaffSkill.objects.create(staff=staff, skill=skill, level=level, certificate_until=until)


def make_absence(
    staff: Staff, starts_at: datetime, *, hours: float = 8, kind: str = AbsenceKind.LEAVE
) -> Absence:
    """A person is away for some hours."""
    return Absence.objects.create(
        staff=staff, kind=kind, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours)
    )
