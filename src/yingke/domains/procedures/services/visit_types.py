"""Add, edit, order and retire visit types."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.procedures import events, permissions
from yingke.domains.procedures.models import VisitType
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.ordering import moved

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

RESERVED = "standard"  # the code of the procedure for all types


@dataclass(frozen=True)
class TypeFields:
    """Names and description of a visit type."""

    name: str
    name_en: str = ""
    description: str = ""
    description_en: str = ""


@transaction.atomic
def add_type(*, actor: "User", code: str, fields: TypeFields) -> VisitType:
    """Add a visit type at the end of the list."""
    require(permissions.can_edit(actor))
    _check(fields)
    rows = _locked()
    if code == RESERVED or code in {row.code for row in rows}:
        raise RuleViolation("code_taken", field="code", taken=code)
    position = max((row.position for row in rows), default=-1) + 1
    row = VisitType.objects.create(code=code, position=position, **asdict(fields))
    _record(actor, "added", row, {}, {"code": code, **asdict(fields)})
    return row


@transaction.atomic
def change_type(
    *, actor: "User", visit_type_id: int, version: int, fields: TypeFields
) -> VisitType:
    """Rename a visit type, also for existing visits."""
    require(permissions.can_edit(actor))
    _check(fields)
    row = _seen(visit_type_id, version)
    before, after = values_of(row), asdict(fields)
    changed = [name for name in after if before[name] != after[name]]
    if changed:
        for name in changed:
            setattr(row, name, after[name])
        _save(row, *changed)
        _record(
            actor,
            "changed",
            row,
            {name: before[name] for name in changed},
            {name: after[name] for name in changed},
        )
    return row


@transaction.atomic
def retire_type(*, actor: "User", visit_type_id: int) -> VisitType:
    """Retire a visit type for new requests; existing visits keep it."""
    require(permissions.can_edit(actor))
    rows = _locked()
    row = next(row for row in rows if row.pk == visit_type_id)
    if not row.active:
        return row
    if sum(one.active for one in rows) == 1:
        raise RuleViolation("last_visit_type")
    return _switch(actor, row, "retired", active=False)


@transaction.atomic
def offer_type(*, actor: "User", visit_type_id: int) -> VisitType:
    """Reactivate a retired visit type."""
    require(permissions.can_edit(actor))
    row = next(row for row in _locked() if row.pk == visit_type_id)
    return row if row.active else _switch(actor, row, "offered", active=True)


@transaction.atomic
def move_type(*, actor: "User", visit_type_id: int, up: bool) -> None:
    """Move a visit type up or down by one."""
    require(permissions.can_edit(actor))
    rows = _locked()
    before = [row.code for row in rows]
    index = next(number for number, row in enumerate(rows) if row.pk == visit_type_id)
    ordered = moved(rows, index, up=up)
    for position, row in enumerate(ordered):
        row.position = position
    VisitType.objects.bulk_update(ordered, ["position"])
    after = [row.code for row in ordered]
    if after != before:
        _record(actor, "moved", rows[index], {"order": before}, {"order": after})


def values_of(row: VisitType) -> dict[str, Any]:
    return {name: getattr(row, name) for name in TypeFields.__dataclass_fields__}


def _check(fields: TypeFields) -> None:
    if not fields.name.strip():
        raise RuleViolation("name_missing", field="name")


def _locked() -> list[VisitType]:
    return list(VisitType.objects.select_for_update())


def _seen(visit_type_id: int, version: int) -> VisitType:
    row = VisitType.objects.select_for_update().get(pk=visit_type_id)
    if row.version != version:
        raise RuleViolation("stale", version=version, stored=row.version)
    return row


def _switch(actor: "User", row: VisitType, change: str, *, active: bool) -> VisitType:
    row.active = active
    _save(row, "active")
    _record(actor, change, row, {"active": not active}, {"active": active})
    return row


def _save(row: VisitType, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def _record(
    actor: "User", change: str, row: VisitType, before: dict[str, Any], after: dict[str, Any]
) -> None:
    journal.record(
        actor=actor,
        event=events.VisitTypeChanged(row.pk, change, row.name, row.name_en, before, after),
    )
