"""What there is to hold, and who may look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from yingke.domains.resources.models import Hotel, Resource, Room, Supplier, Vehicle
from yingke.domains.resources.terms import ResourceKind
from yingke.foundation.identity.queries import listed_for

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

EDITORS = "resources.edit"


def visible_to(user: User) -> QuerySet[Resource]:
    """The rooms, vehicles and kit that a person may see.

    Those who keep the register (`resources.edit`) see all; whoever holds any role sees what is in
    use; whoever holds none sees nothing. Hotels and suppliers follow the same rule.
    """
    return listed_for(user, Resource.objects.all(), editors=EDITORS)


def rooms_visible_to(user: User) -> QuerySet[Room]:
    """The rooms and showrooms that a person may see."""
    return listed_for(user, Room.objects.select_related("site"), editors=EDITORS)


def vehicles_visible_to(user: User) -> QuerySet[Vehicle]:
    """The vehicles that a person may see."""
    return listed_for(user, Vehicle.objects.select_related("site", "supplier"), editors=EDITORS)


def kit_visible_to(user: User) -> QuerySet[Resource]:
    """The demonstration kit that a person may see."""
    return visible_to(user).filter(kind=ResourceKind.EQUIPMENT).select_related("site")


def hotels_visible_to(user: User) -> QuerySet[Hotel]:
    """The hotels that a person may see."""
    return listed_for(user, Hotel.objects.select_related("site", "supplier"), editors=EDITORS)


def suppliers_visible_to(user: User) -> QuerySet[Supplier]:
    """The suppliers that a person may see."""
    return listed_for(user, Supplier.objects.all(), editors=EDITORS)


def resource_choices(*kinds: str) -> QuerySet[Resource]:
    """What can be booked, of these kinds (all when none is given), by kind and name."""
    rows = Resource.objects.filter(active=True, site__active=True).select_related("site")
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return rows.order_by("kind", "sort_key", "pk")


def search(user: User, text: str, limit: int = 8) -> list[Resource]:
    """Visible resources whose names or pinyin hold every word of the text, by name."""
    words = text.casefold().split()
    if not words:
        return []
    found = visible_to(user)
    for word in words:
        found = found.filter(search_text__contains=word)
    return list(found.select_related("site").order_by("sort_key", "pk")[:limit])
