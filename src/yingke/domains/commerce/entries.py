"""What commerce adds to the pages of customers, and who reads its entries in the journal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, Sum
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from yingke.domains.commerce import permissions, queries
from yingke.domains.commerce.models import Order, Payment
from yingke.domains.commerce.terms import Currency
from yingke.domains.commerce.web.registers import ORDERS
from yingke.domains.customers import registers as customers
from yingke.domains.customers.queries.pages import CustomerPage
from yingke.foundation.journal import registers as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.money import format_cny
from yingke.foundation.ui.panels import Panel

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

SHOWN: Final = 5
YEAR: Final = timedelta(days=365)


def _orders(user: User, page: CustomerPage) -> dict[str, Any] | None:
    """The latest orders, what was bought in the last year and the one before, and what is due."""
    if not permissions.can_view(user):
        return None
    orders = queries.visible_to(user, Order).filter(account=page.account)
    late = queries.visible_to(user, Payment).filter(
        account=page.account, paid_on__isnull=True, due_on__lt=_today()
    )
    year, before = _years(page)
    return {
        "rows": [
            (row, ORDERS.url("detail", row.pk), shown(row.amount))
            for row in orders.order_by("-ordered_on", "-pk")[:SHOWN]
        ],
        "year": shown(year),
        "before": shown(before),
        "late": [(row, shown(row.amount)) for row in late.order_by("due_on", "pk")[:SHOWN]],
        "all_url": ORDERS.url("list", q=page.account.number),
    }


def _years(page: CustomerPage) -> tuple[Decimal, Decimal]:
    """Orders in yuan of the last twelve months, and of the twelve months before."""
    found: tuple[Decimal, Decimal] = page.once("years", lambda: _sums(page.account.pk))
    return found


def _sums(account_id: int) -> tuple[Decimal, Decimal]:
    start = _today() - YEAR
    rows = Order.objects.filter(
        account=account_id, currency=Currency.CNY, ordered_on__gt=start - YEAR
    )
    zero = Decimal(0)
    sums = rows.aggregate(
        year=Sum("amount", filter=Q(ordered_on__gt=start), default=zero),
        before=Sum("amount", filter=Q(ordered_on__lte=start), default=zero),
    )
    return sums["year"], sums["before"]


def _of_accounts(user: User, ids: Collection[int]) -> Mapping[int, Decimal]:
    """Orders in yuan of the last year."""
    return queries.revenue(user, ids, since=_today() - YEAR, until=_today() + timedelta(days=1))


def _revenue(user: User, page: CustomerPage) -> tuple[object, object, object] | None:
    """What was bought in the last twelve months, and by how much that is more than before."""
    if not permissions.can_view(user):
        return None
    year, before = _years(page)
    return _("Revenue, 12 months"), shown(year), f"{year / before - 1:+.1%}" if before else ""


def _today() -> date:
    return clock.today(ZoneInfo(settings.TIME_ZONE))


def shown(amount: Decimal) -> str:
    """An amount for a label, in the reader's language."""
    return format_cny(amount, language=get_language() or "")


def add() -> None:
    """Add the entries; called once when Django starts."""
    customers.rollups.add(
        customers.Rollup("revenue", gettext_lazy("Orders, 12 months"), _of_accounts, shown)
    )
    customers.panels.add(Panel("orders", "main", 60, "commerce/parts/orders.html", _orders))
    customers.figures.add(customers.Figure("revenue", 30, _revenue))
    for model in queries.KINDS:
        kind = f"commerce.{model._meta.model_name}"
        journal.show_in_context(kind, partial(queries.visible_to, model=model))
