"""Rooms, vehicles and equipment in the ⌘K palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yingke.domains.resources import queries
from yingke.domains.resources.terms import ResourceKind
from yingke.foundation.ui import palette, register
from yingke.foundation.ui.palette import Hit

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

REGISTERS = {ResourceKind.VEHICLE: "vehicles", ResourceKind.EQUIPMENT: "kit"}


def find_resources(user: User, query: str, limit: int) -> list[Hit]:
    """Return visible resources by any part of their name."""
    hits = []
    for row in queries.search(user, query, limit):
        of = register.find(REGISTERS.get(ResourceKind(row.kind), "rooms"))
        note = f"{row.site.label} · {row.get_kind_display()}"
        hits.append(Hit(row.label, note, of.url("detail", row.pk), of.icon, _("Resources")))
    return hits


palette.register(find_resources)
