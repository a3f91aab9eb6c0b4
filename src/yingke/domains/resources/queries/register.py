"""Resources, hotels and suppliers that a user may see."""

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
    """Return the rooms, vehicles and equipment that a user may see.

    Users with `resources.edit` see all, users with any role the active ones, others none. The
    same applies to hotels and suppliers.
    """
    return listed_for(user, Resource.objects.all(), editors=EDITORS)


def rooms_visible_to(user: User) -> QuerySet[Room]:
    return listed_for(user, Room.objects.select_related("site"), editors=EDITORS)


def vehicles_visible_to(user: User) -> QuerySet[Vehicle]:
    return listed_for(user, Vehicle.objects.select_related("site", "supplier"), editors=EDITORS)


def kit_visible_to(user: User) -> QuerySet[Resource]:
    return visible_to(user).filter(kind=ResourceKind.EQUIPMENT).select_related("site")


def hotels_visible_to(user: User) -> QuerySet[Hotel]:
    return listed_for(user, Hotel.objects.select_related("site", "supplier"), editors=EDITORS)


def suppliers_visible_to(user: User) -> QuerySet[Supplier]:
    return listed_for(user, Supplier.objects.all(), editors=EDITORS)


def resource_choices(*kinds: str) -> QuerySet[Resource]:
    """Return bookable resources of these kinds (default: all), by kind and name."""
    rows = Resource.objects.filter(active=True, site__active=True).select_related("site")
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return rows.order_by("kind", "sort_key", "pk")


def search(user: User, text: str, limit: int = 8) -> list[Resource]:
    """Return visible resources whose names or pinyin contain every word of the text, by name."""
    words = text.casefold().split()
    if not words:
        return []
    found = visible_to(user)
    for word in words:
        found = found.filter(search_text__contains=word)
    return list(found.select_related("site").order_by("sort_key", "pk")[:limit])
