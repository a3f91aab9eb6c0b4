"""Staff in the ⌘K palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from yingke.domains.people import queries
from yingke.foundation.ui import palette
from yingke.foundation.ui.palette import Hit

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def find_staff(user: User, query: str, limit: int) -> list[Hit]:
    """Return visible staff by any part of their name, number or position."""
    return [
        Hit(
            staff.label,
            " · ".join(filter(None, [staff.department.label, staff.title])),
            reverse("people:detail", args=[staff.pk]),
            "user-round",
            _("Staff"),
        )
        for staff in queries.search(user, query, limit)
    ]


LOAD = ("工时", "hours on duty")


def actions(user: User, query: str, limit: int) -> list[Hit]:
    """The load of people, by its name in either language; without the right one's own."""
    title = _("Load of people")
    if not query or not palette.fits(query, title, "人员负荷", "load of people", *LOAD):
        return []
    return [Hit(title, "", reverse("people:load"), "users-round", _("Actions"))]


palette.register(find_staff)
palette.register(actions, first=True)
