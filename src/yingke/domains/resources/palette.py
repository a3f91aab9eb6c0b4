"""Rooms, vehicles and kit in ⌘K."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from yingke.domains.resources import queries
from yingke.domains.resources.terms import ResourceKind
from yingke.foundation.ui import palette
from yingke.foundation.ui.palette import Hit

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

PAGES = {
    ResourceKind.ROOM: ("rooms", "presentation"),
    ResourceKind.SHOWROOM: ("rooms", "presentation"),
    ResourceKind.VEHICLE: ("vehicles", "car"),
    ResourceKind.KIT: ("kit", "package"),
}


def find_resources(user: User, query: str, limit: int) -> list[Hit]:
    """Visible resources by any part of a name."""
    return [
        Hit(
            row.label,
            f"{row.site.label} · {row.get_kind_display()}",
            reverse("resources:detail", args=[PAGES[ResourceKind(row.kind)][0], row.pk]),
            PAGES[ResourceKind(row.kind)][1],
            _("Resources"),
        )
        for row in queries.search(user, query, limit)
    ]


palette.register(find_resources)
