"""What commerce adds to the pages of customers, and who reads its entries in the journal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yingke.domains.commerce import permissions, queries
from yingke.domains.commerce.models import Order, Payment
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
    today = clock.today(ZoneInfo(settings.TIME_ZONE))
    rows = list(
        queries.visible_to(user, Order)
        .filter(account=page.account, ordered_on__gte=today - 2 * YEAR)
        .order_by("-ordered_on", "-pk")
        .values("pk", "number", "title", "ordered_on", "amount", "currency")
    )
    late = queries.visible_to(user, Payment).filter(
        account=page.account, paid_on__isnull=True, due_on__lt=today
    )
    return {
        "rows": [
            {**row, "url": ORDERS.url("detail", row["pk"]), "shown": shown(row["amount"])}
            for row in rows[:SHOWN]
        ],
        "year": shown(_sum(rows, today - YEAR, today)),
        "before": shown(_sum(rows, today - 2 * YEAR, today - YEAR)),
        "late": [
            {"number": number, "due_on": due_on, "shown": shown(amount)}
            for number, due_on, amount in late.order_by("due_on").values_list(
                "number", "due_on", "amount"
            )[:SHOWN]
        ],
        "all_url": ORDERS.url("list", q=page.account.number),
    }


def _sum(rows: Sequence[Mapping[str, Any]], since: date, until: date) -> Decimal:
    return sum(
        (
            row["amount"]
            for row in rows
            if row["currency"] == "CNY" and since < row["ordered_on"] <= until
        ),
        Decimal(0),
    )


def _revenue(user: User, ids: Collection[int]) -> Mapping[int, Decimal]:
    """Orders in yuan of the last year."""
    today = clock.today(ZoneInfo(settings.TIME_ZONE))
    return queries.revenue(user, ids, since=today - YEAR, until=today + timedelta(days=1))


def shown(amount: Decimal) -> str:
    """An amount for a label, in the reader's language."""
    return format_cny(amount, language=get_language() or "")


def add() -> None:
    """Add the entries; called once when Django starts."""
    customers.rollups.add(customers.Rollup("revenue", _("Orders, 12 months"), _revenue, shown))
    customers.panels.add(Panel("orders", "main", 60, "commerce/parts/orders.html", _orders))
    for model in queries.KINDS:
        kind = f"commerce.{model._meta.model_name}"
        journal.show_in_context(kind, partial(queries.visible_to, model=model))
