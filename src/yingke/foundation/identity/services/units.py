"""Organisation tree."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import TextField, Value
from django.db.models.functions import Concat, Length, Substr

from yingke.foundation.identity.models import OrgUnit, User
from yingke.foundation.identity.rules import tree
from yingke.foundation.identity.services.authority import require_current, require_manager
from yingke.foundation.identity.terms import UnitKind
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.signals import send_change


@transaction.atomic
def create_unit(
    *,
    actor: User | None,
    kind: str,
    parent_id: int | None,
    code: str,
    name: str,
    name_en: str = "",
) -> OrgUnit:
    """Add a unit below its parent; only a company has none."""
    require_manager(actor)
    _lock_tree()
    parent = _locked(parent_id)
    tree.check_place(kind=kind, path="", parent_path=parent.path if parent else None)
    if OrgUnit.objects.filter(code=code).exists():
        raise RuleViolation("code_taken", field="code", taken=code)
    unit = OrgUnit.objects.create(
        kind=UnitKind(kind),
        parent=parent,
        code=code,
        name=name,
        name_en=name_en,
        path=tree.path_of(parent.path if parent else "", code),
    )
    send_change(actor, "identity.unit_added", (unit.pk, unit.name), after=_columns(unit))
    return unit


@transaction.atomic
def update_unit(
    *,
    actor: User | None,
    unit_id: int,
    version: int,
    kind: str,
    parent_id: int | None,
    name: str,
    name_en: str,
) -> OrgUnit:
    """Rename a unit, or move it with its descendants."""
    require_manager(actor)
    _lock_tree()
    unit = OrgUnit.objects.select_for_update().get(pk=unit_id)
    require_current(stored=unit.version, edited=version)
    parent = _locked(parent_id)
    tree.check_place(kind=kind, path=unit.path, parent_path=parent.path if parent else None)
    before = _columns(unit)
    old, new = unit.path, tree.path_of(parent.path if parent else "", unit.code)
    unit.kind, unit.parent = UnitKind(kind), parent
    unit.name, unit.name_en = name, name_en
    unit.version += 1
    unit.save(update_fields=["kind", "parent", "name", "name_en", "version"])
    if new != old:
        rest = Substr("path", Length(Value(old)) + 1, output_field=TextField())
        OrgUnit.objects.filter(path__startswith=old).update(path=Concat(Value(new), rest))
        unit.path = new
    send_change(
        actor,
        "identity.unit_changed",
        (unit.pk, unit.name),
        before=before,
        after=_columns(unit),
    )
    return unit


def _columns(unit: OrgUnit) -> dict[str, Any]:
    return {
        "kind": str(unit.kind),
        "name": unit.name,
        "name_en": unit.name_en,
        "parent": unit.parent.name if unit.parent else "",
    }


def _locked(unit_id: int | None) -> OrgUnit | None:
    if unit_id is None:
        return None
    return OrgUnit.objects.select_for_update().get(pk=unit_id)


def _lock_tree() -> None:
    """Lock the companies, so that concurrent changes do not move the tree."""
    list(OrgUnit.objects.select_for_update().filter(parent=None).order_by("pk"))
