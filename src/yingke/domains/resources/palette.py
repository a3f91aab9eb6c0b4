"""Rooms, vehicles and equipment in the ⌘K palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

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


FREE = ("谁有空", "查空闲", "who is free", "what is free", "room for")
DUPLICATES = ("重复", "duplicate")
USED = ("利用率", "utilisation", "use")
ACTIONS = (
    ("resources:free", _lazy("Who and what is free"), "search", FREE),
    ("resources:duplicates", _lazy("Duplicate bookings"), "copy", DUPLICATES),
    ("resources:utilisation", _lazy("Utilisation"), "chart-column", USED),
)


def actions(user: User, query: str, limit: int) -> list[Hit]:
    """What those who book can look up, by its name in either language."""
    if not query or not user.may("resources.book"):
        return []
    return [
        Hit(title, "", reverse(view), icon, _("Actions"))
        for view, title, icon, names in ACTIONS
        if palette.fits(query, title, *names)
    ]


palette.register(find_resources)
palette.register(actions, first=True)
