"""Customers and contacts in the ⌘K palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from yingke.domains.customers import permissions, queries
from yingke.domains.customers.web.registers import INTERACTIONS
from yingke.foundation.ui import palette
from yingke.foundation.ui.palette import Hit

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def find_customers(user: User, query: str, limit: int) -> list[Hit]:
    """Return visible customers by any part of their name."""
    return [
        Hit(
            account.label,
            f"{account.number} · {account.get_tier_display()}",
            reverse("customers:detail", args=[account.pk]),
            "building-2",
            _("Customers"),
        )
        for account in queries.search(user, query, limit)
    ]


def find_contacts(user: User, query: str, limit: int) -> list[Hit]:
    """Return visible contacts by any part of their name or position."""
    return [
        Hit(
            contact.label,
            " · ".join(filter(None, [contact.account.label, contact.title])),
            reverse("customers:detail", args=[contact.account_id]),
            "contact",
            _("Contacts"),
        )
        for contact in queries.search_contacts(user, query, limit)
    ]


def find_duplicates(user: User, query: str, limit: int) -> list[Hit]:
    """Return the page of possible duplicates for who may merge customers."""
    title = _("Possible duplicates")
    if not permissions.can_merge(user) or not palette.fits(query, title, "duplicates"):
        return []
    return [Hit(title, "", reverse("customers:duplicates"), "copy", _("Customers"))]


palette.register(find_duplicates)


def actions(user: User, query: str, limit: int) -> list[Hit]:
    """Logging a contact, for who may."""
    title = _("Log a contact")
    if not user.may("customers.log") or not palette.fits(query, title, "互动", "通话", "call"):
        return []
    url = INTERACTIONS.url("new")
    return [Hit(title, "", url, "message-circle", _("Actions"))]


palette.register(actions, first=True)
palette.register(find_customers)
palette.register(find_contacts)
