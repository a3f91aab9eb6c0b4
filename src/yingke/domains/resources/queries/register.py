"""What there is to hold, and who may look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import QuerySet

from yingke.domains.resources.models import Hotel, Resource, Site, Supplier
from yingke.foundation.identity.queries import permissions_of

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

Row = TypeVar("Row", Resource, Site, Hotel, Supplier)


def visible_to(user: User) -> QuerySet[Resource]:
    """The rooms, vehicles and kit that a person may see.

    Those who keep the register (`resources.edit`) see all; whoever holds any role sees what is in
    use; whoever holds none sees nothing. Sites, hotels and suppliers follow the same rule.
    """
    return _visible(Resource.objects.all(), user)


def sites_visible_to(user: User) -> QuerySet[Site]:
    """The sites that a person may see."""
    return _visible(Site.objects.all(), user)


def hotels_visible_to(user: User) -> QuerySet[Hotel]:
    """The hotels that a person may see."""
    return _visible(Hotel.objects.all(), user)


def suppliers_visible_to(user: User) -> QuerySet[Supplier]:
    """The suppliers that a person may see."""
    return _visible(Supplier.objects.all(), user)


def sites() -> QuerySet[Site]:
    """The sites in use, by name."""
    return Site.objects.filter(active=True).order_by("sort_key", "pk")


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


def _visible(rows: QuerySet[Row], user: User) -> QuerySet[Row]:
    if user.may("resources.edit"):
        return rows
    return rows.filter(active=True) if permissions_of(user) else rows.none()
