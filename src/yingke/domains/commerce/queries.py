"""Reads of commerce; each starts from what the reader may see."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import QuerySet, Sum

from yingke.domains.commerce import permissions
from yingke.domains.commerce.models import Contract, Order, Paper, Payment, Project, Quote
from yingke.domains.commerce.terms import Currency
from yingke.domains.customers import queries as customers

if TYPE_CHECKING:
    from datetime import date

    from yingke.foundation.identity.models import User

P = TypeVar("P", bound=Paper)
KINDS: tuple[type[Paper], ...] = (Order, Payment, Contract, Project, Quote)


def visible_to(user: User, model: type[P]) -> QuerySet[P]:
    """Rows of the customers that a user may see; none without `commerce.view`.

    Who edits sees every row, as numbers are unique over all of them.
    """
    rows: QuerySet[P] = model._default_manager.all()
    if permissions.can_edit(user):
        return rows
    if not permissions.can_view(user):
        return rows.none()
    return rows.filter(account__in=customers.visible_to(user))


def revenue(
    user: User, account_ids: Any, *, since: date, until: date, currency: str = Currency.CNY
) -> dict[int, Decimal]:
    """The sum of orders in [since, until) by customer, of those the user may see."""
    rows = visible_to(user, Order).filter(
        account__in=account_ids, ordered_on__gte=since, ordered_on__lt=until, currency=currency
    )
    return dict(rows.values_list("account").annotate(sum=Sum("amount")).order_by())
