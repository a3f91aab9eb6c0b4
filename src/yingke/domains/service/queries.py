"""Reads of service cases; each starts from what the reader may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingke.domains.customers import queries as customers
from yingke.domains.service import permissions
from yingke.domains.service.models import Case

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yingke.foundation.identity.models import User


def visible_to(user: User) -> QuerySet[Case]:
    """Cases of the customers that a user may see; none without `service.view`."""
    if not permissions.can_view(user):
        return Case.objects.none()
    return Case.objects.filter(account__in=customers.visible_to(user))
