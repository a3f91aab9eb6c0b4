"""Services of the people package, its only writers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from yingke.domains.people import permissions
from yingke.domains.people.events import (
    AbsenceNoted,
    AbsenceRemoved,
    SkillCertified,
    SkillChanged,
    SkillWithdrawn,
    StaffAdded,
    StaffChanged,
)
from yingke.domains.people.models import Absence, Skill, Staff, StaffSkill
from yingke.domains.people.rules.availability import check_span
from yingke.domains.people.terms import AbsenceKind, SkillLevel
from yingke.foundation.identity.models import OrgUnit, User
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import Event
from yingke.foundation.journal import services as journal
from yingke.foundation.journal.records import save_changes
from yingke.foundation.kernel import phones
from yingke.foundation.kernel.changes import Changes, locked_or_new
from yingke.foundation.kernel.errors import RuleViolation


@transaction.atomic
def save_staff(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Staff:
    """Create an employee, or edit the given columns; former employees have `active=False`.

    A new one needs `name`, `number` and `department_id`.
    """
    require(actor is None or permissions.can_edit(actor))
    staff = locked_or_new(Staff, pk, version)
    if columns.get("phone"):
        columns["phone"] = phones.normalise(columns["phone"])
    _check(staff, {name: value for name, value in columns.items() if value != getattr(staff, name)})
    save_changes(staff, columns, actor=actor, event=_staff_saved)
    return staff


@transaction.atomic
def save_skill(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Skill:
    """Save a skill; a new one needs `code`, `kind` and `name`."""
    require(actor is None or permissions.can_edit(actor))
    skill = locked_or_new(Skill, pk, version)
    save_changes(skill, columns, actor=actor, event=SkillChanged.of)
    return skill


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
    """Certify a person in a skill, or renew it with another level or date."""
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
    """Remove a certified skill from a person."""
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
    """Record an absence; allowed to the person and to editors of staff."""
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
    absence = Absence.objects.select_related("staff").get(pk=absence_id)
    require(actor is None or permissions.can_note_absence(actor, absence.staff))
    journal.record(actor=actor, event=AbsenceRemoved(**_facts(absence)))
    absence.delete()


def _facts(absence: Absence) -> dict[str, Any]:
    return {
        "absence_id": absence.pk,
        "staff_id": absence.staff_id,
        "absence_kind": str(absence.kind),
        "starts_at": absence.starts_at,
        "ends_at": absence.ends_at,
    }


def _staff_saved(staff: Staff, done: Changes) -> Event:
    if done.is_new:
        return StaffAdded(staff.pk, staff.number, staff.name)
    return StaffChanged(staff.pk, done.before, done.after)


def _check(staff: Staff, new: dict[str, Any]) -> None:
    """Validate the changed columns; a user deactivated since then stays linked."""
    if new.get("user_id"):
        if not User.objects.filter(pk=new["user_id"], is_active=True).exists():
            raise RuleViolation("person_inactive", field="user")
        if Staff.objects.filter(user_id=new["user_id"]).exclude(pk=staff.pk).exists():
            raise RuleViolation("user_taken", field="user")
    if new.get("department_id") and not OrgUnit.objects.filter(pk=new["department_id"]).exists():
        raise RuleViolation("department_unknown", field="department")
