"""The standard agendas of visit types."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from yingke.domains.procedures.models import StandardItem
from yingke.foundation.identity.queries import listed_for

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def visible_to(user: "User") -> QuerySet[StandardItem]:
    """Editors see all items, whoever holds a role those in use."""
    rows = StandardItem.objects.select_related("visit_type")
    return listed_for(user, rows, editors="procedures.edit")


def items_of(visit_type_id: int) -> QuerySet[StandardItem]:
    """The items in use of a type, in the order in which they take place."""
    return StandardItem.objects.filter(visit_type=visit_type_id, active=True)
