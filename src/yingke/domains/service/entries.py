"""What service adds to the customer page, and who reads its entries in the journal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.customers import registers as customers
from yingke.domains.customers.queries.pages import CustomerPage
from yingke.domains.customers.registers import Moment, Story
from yingke.domains.service import permissions, queries
from yingke.domains.service.models import Case
from yingke.domains.service.terms import CaseKind
from yingke.domains.service.web.registers import CASES
from yingke.foundation.journal import registers as journal
from yingke.foundation.kernel.naming import worded
from yingke.foundation.ui.panels import Panel

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account
    from yingke.foundation.identity.models import User

SHOWN: Final = 5
MOST: Final = 100


def _cases(user: User, page: CustomerPage) -> dict[str, Any] | None:
    """Open cases, oldest first, and the latest closed ones."""
    if not permissions.can_view(user):
        return None
    rows = queries.visible_to(user).filter(account=page.account)
    latest = sorted(
        rows.order_by("-opened_at", "-pk")[: 2 * SHOWN], key=lambda row: row.closed_at is not None
    )
    return {
        "rows": [(row, CASES.url("detail", row.pk)) for row in latest[:SHOWN]],
        "all_url": CASES.url("list", q=page.account.number),
    }


def _moments(
    user: User | None, account: Account, since: datetime, until: datetime
) -> Iterator[Moment]:
    rows = Case.objects.all() if user is None else queries.visible_to(user)
    rows = rows.filter(account=account, opened_at__gte=since, opened_at__lt=until)
    for case in rows.order_by("-opened_at", "-pk")[:MOST]:
        yield Moment(
            key=f"case-{case.pk}",
            at=case.opened_at,
            text=_("%(kind)s: %(title)s")
            % {"kind": worded(CaseKind, case.case_kind), "title": case.title},
            icon="life-buoy",
            url=CASES.url("detail", case.pk),
            note=_("Closed") if case.closed_at else _("Open"),
            people=(case.contact_id,) if case.contact_id else (),
        )


def add() -> None:
    """Add the entries; called once when Django starts."""
    customers.panels.add(Panel("cases", "main", 70, "service/parts/cases.html", _cases))
    customers.stories.add(Story("cases", gettext_lazy("Service cases"), _moments))
    journal.show_in_context("service.case", queries.visible_to)
