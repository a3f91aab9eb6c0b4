"""Use cases of the people package: its only writers."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import transaction

from yingke.domains.people import permissions
from yingke.domains.people.events import (
    AbsenceNoted,
    AbsenceRemoved,
    SkillCertified,
    SkillWithdrawn,
    StaffAdded,
    StaffChanged,
)
from yingke.domains.people.models import Absence, Skill, Staff, StaffSkill
from yingke.domains.people.rules.availability import check_span
from yingke.domains.people.terms import AbsenceKind, SkillLevel
from yingke.foundation.identity.models import OrgUnit, User
from yingke.foundation.identity.permissions import require
from yingke.foundation.identity.services.authority import require_current
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import phones
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.naming import pinyin_key

if TYPE_CHECKING:
    from collections.abc import Mapping


class StaffFields(TypedDict, total=False):
    """The columns of a staff member that people edit; keys as in `models.Staff`."""

    user_id: int | None
    number: str
    name: str
    name_en: str
    department_id: int
    title: str
    phone: str
    email: str
    site_id: int | None
    languages: list[str]
    active: bool


@transaction.atomic
def add_staff(*, actor: User | None, **fields: Unpack[StaffFields]) -> Staff:
    """Add a person; `name`, `number` and `department_id` are needed."""
    require(actor is None or permissions.can_edit(actor))
    columns = _checked(None, dict(fields), stored={})
    staff = Staff.objects.create(sort_key=pinyin_key(columns["name"]), **columns)
    journal.record(
        actor=actor, event=StaffAdded(staff_id=staff.pk, number=staff.number, name=staff.name)
    )
    return staff


@transaction.atomic
def update_staff(
    *, actor: User | None, staff_id: int, version: int, **fields: Unpack[StaffFields]
) -> Staff:
    """Edit the given columns of a person; who leaves becomes `active=False`."""
    staff = Staff.objects.select_for_update().get(pk=staff_id)
    require(actor is None or permissions.can_edit(actor))
    require_current(stored=staff.version, edited=version)
    stored = {name: getattr(staff, name) for name in fields}
    columns = _checked(staff_id, dict(fields), stored=stored)
    before = {name: value for name, value in stored.items() if value != columns[name]}
    after = {name: columns[name] for name in before}
    if not after:
        return staff
    for name, value in after.items():
        setattr(staff, name, value)
    staff.sort_key = pinyin_key(staff.name)
    staff.version += 1
    staff.save(update_fields=[*after, "sort_key", "version"])
    journal.record(actor=actor, event=StaffChanged(staff_id=staff.pk, before=before, after=after))
    return staff


@transaction.atomic
def certify(
    *,
    actor: User | None,
    staff_id: int,
    skill_id: int,
    level: int,
    certificate_number: str = "",
    certificate_until: date | None = None,
) -> StaffSkill:
    """Give a person a skill, or renew it with another level or date."""
    require(actor is None or permissions.can_edit(actor))
    staff = Staff.objects.select_for_update().get(pk=staff_id)
    skill = Skill.objects.filter(pk=skill_id, active=True).first()
    if skill is None:
        raise RuleViolation("skill_unknown", field="skill")
    row, _is_new = StaffSkill.objects.update_or_create(
        staff=staff,
        skill=skill,
        defaults={
            "level": SkillLevel(level),
            "certificate_number": certificate_number,
            "certificate_until": certificate_until,
        },
    )
    journal.record(
        actor=actor,
        event=SkillCertified(
            staff_id=staff.pk,
            skill_code=skill.code,
            skill_name=skill.name,
            level=int(level),
            certificate_until=certificate_until,
        ),
    )
    return row


@transaction.atomic
def withdraw_skill(*, actor: User | None, staff_skill_id: int) -> None:
    """Take a skill back: the person is no longer asked for it."""
    require(actor is None or permissions.can_edit(actor))
    row = StaffSkill.objects.select_related("skill").get(pk=staff_skill_id)
    journal.record(
        actor=actor,
        event=SkillWithdrawn(
            staff_id=row.staff_id, skill_code=row.skill.code, skill_name=row.skill.name
        ),
    )
    row.delete()


@transaction.atomic
def note_absence(
    *,
    actor: User | None,
    staff_id: int,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    note: str = "",
) -> Absence:
    """Note that a person is away; the person may do it, and those who keep the register."""
    staff = Staff.objects.select_for_update().get(pk=staff_id)
    require(actor is None or permissions.can_note_absence(actor, staff))
    span = check_span(starts_at, ends_at)
    other = staff.absences.filter(starts_at__lt=span.ends_at, ends_at__gt=span.starts_at).first()
    if other is not None:
        raise RuleViolation(
            "absence_overlaps", field="starts_at", start=other.starts_at, end=other.ends_at
        )
    absence = Absence.objects.create(
        staff=staff, kind=AbsenceKind(kind), starts_at=starts_at, ends_at=ends_at, note=note
    )
    journal.record(actor=actor, event=AbsenceNoted(**_facts(absence)))
    return absence


@transaction.atomic
def remove_absence(*, actor: User | None, absence_id: int) -> None:
    """Take back an absence: the person can be asked again."""
    absence = Absence.objects.select_related("staff").get(pk=absence_id)
    require(actor is None or permissions.can_note_absence(actor, absence.staff))
    journal.record(actor=actor, event=AbsenceRemoved(**_facts(absence)))
    absence.delete()


@transaction.atomic
def add_skill(*, actor: User | None, code: str, kind: str, name: str, name_en: str = "") -> Skill:
    """Add a skill that people can be certified in."""
    require(actor is None or permissions.can_edit(actor))
    if Skill.objects.filter(code=code).exists():
        raise RuleViolation("skill_code_taken", field="code", skill_code=code)
    return Skill.objects.create(code=code, kind=kind, name=name, name_en=name_en)


def _facts(absence: Absence) -> dict[str, Any]:
    return {
        "absence_id": absence.pk,
        "staff_id": absence.staff_id,
        "absence_kind": str(absence.kind),
        "starts_at": absence.starts_at,
        "ends_at": absence.ends_at,
    }


def _checked(
    staff_id: int | None, columns: dict[str, Any], *, stored: Mapping[str, Any]
) -> dict[str, Any]:
    """The columns as they will be stored, or a RuleViolation; unchanged ones are not judged."""
    if columns.get("phone"):
        columns["phone"] = phones.normalise(columns["phone"])
    new = {name: value for name, value in columns.items() if stored.get(name) != value}
    others = Staff.objects.exclude(pk=staff_id) if staff_id else Staff.objects.all()
    if "number" in new and others.filter(number=new["number"]).exists():
        raise RuleViolation("number_taken", field="number", number=new["number"])
    if new.get("user_id"):
        if not User.objects.filter(pk=new["user_id"], is_active=True).exists():
            raise RuleViolation("person_inactive", field="user")
        if others.filter(user_id=new["user_id"]).exists():
            raise RuleViolation("user_taken", field="user")
    if new.get("department_id") and not OrgUnit.objects.filter(pk=new["department_id"]).exists():
        raise RuleViolation("department_unknown", field="department")
    return columns
