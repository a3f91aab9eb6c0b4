"""Organisation tree."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import TextField, Value
from django.db.models.functions import Concat, Length, Substr

from yingke.foundation.identity.models import OrgUnit, User
from yingke.foundation.identity.rules import tree
from yingke.foundation.identity.services.authority import require_manager
from yingke.foundation.kernel.changes import Changes, locked, locked_or_new, write
from yingke.foundation.kernel.signals import send_saved


@transaction.atomic
def save_unit(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> OrgUnit:
    """Add a unit, or edit one; where it belongs to another, it moves with everything below it.

    A new one needs `kind`, `code`, `name` and, unless it is a company, `parent_id`.
    """
    require_manager(actor)
    _lock_tree()
    unit = locked_or_new(OrgUnit, pk, version)
    parent_id = columns.get("parent_id", unit.parent_id)
    parent = locked(OrgUnit, parent_id) if parent_id else None
    above, former = (parent.path if parent else None), unit.path
    tree.check_place(kind=columns.get("kind", unit.kind), path=former, parent_path=above)
    path = tree.path_of(above or "", columns.get("code", unit.code))
    done = write(unit, {**columns, "path": path})
    if former and path != former:
        rest = Substr("path", Length(Value(former)) + 1, output_field=TextField())
        below = OrgUnit.objects.filter(path__startswith=former)
        below.update(path=Concat(Value(path), rest))
    send_saved(
        actor,
        unit,
        _in_words(done),
        added="identity.unit_added",
        changed="identity.unit_changed",
    )
    return unit


def _in_words(done: Changes) -> Changes:
    """The parent by its name; the path, which follows, left out."""
    parents = OrgUnit.objects.in_bulk(
        [side["parent_id"] for side in (done.before, done.after) if side.get("parent_id")]
    )

    def told(side: dict[str, Any]) -> dict[str, Any]:
        kept = {name: side[name] for name in side if name not in ("parent_id", "path")}
        if "parent_id" in side:
            parent = parents.get(side["parent_id"])
            kept["parent"] = parent.name if parent else ""
        return kept

    return replace(done, before=told(done.before), after=told(done.after))


def _lock_tree() -> None:
    """Lock the companies, so that concurrent changes do not move the tree."""
    list(OrgUnit.objects.select_for_update().filter(parent=None).order_by("pk"))
