"""Cohorts and rates over all customers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yingke.domains.tiering import permissions
from yingke.domains.tiering.queries import rates as queries
from yingke.domains.tiering.queries import scores
from yingke.domains.tiering.queries.entitlements import today
from yingke.engines.scoring.rates import Interval
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.money import format_cny
from yingke.foundation.ui.pages import page


@needs("tiering.see")
@require_GET
def rates(request: UserRequest) -> HttpResponse:
    """Repurchase, churn, order value, renewals and what was rescued, beside the year before."""
    if not (scores.sees_all(request.user) and permissions.can_see_sums(request.user)):
        raise Http404  # it sums the orders of all customers
    day = today() - timedelta(days=1)
    now, before = queries.rates(day), queries.rates(day - queries.YEAR)
    context = {
        "rows": list(zip(_lines(now), _lines(before), strict=True)),
        "rescued": format_cny(now.rescued, language=get_language() or ""),
        "rescued_before": format_cny(before.rescued, language=get_language() or ""),
        "cohorts": queries.latest_cohorts(day),
        "ages": range(queries.COHORTS + 1),
        "day": day,
    }
    return page(request, "tiering/rates.html", context)


def _lines(found: queries.Rates) -> list[tuple[str, str, str, int]]:
    """Each rate: its name, its value, its interval, and of how many it is."""
    return [
        _line(_("Repurchase: bought at least twice"), found.customers.repurchase, _percent),
        _line(_("Kept: bought again after the year before"), found.customers.retention, _percent),
        _line(_("Churn: did not buy again"), found.customers.churn, _percent),
        _line(_("Contracts renewed"), found.renewals, _percent),
        _line(_("Entitlements kept"), found.entitlements, _percent),
        _line(_("Mean order value"), found.order_value, _money),
        _line(_("Feedback on visits"), found.feedback, lambda value: f"{value:.1f}"),
    ]


def _line(name: str, found: Interval, say: Callable[[float], str]) -> tuple[str, str, str, int]:
    if found.estimate is None or found.low is None or found.high is None or not found.enough:
        return name, _("Not enough data"), "", found.n
    return name, say(found.estimate), f"{say(found.low)} – {say(found.high)}", found.n


def _percent(value: float) -> str:
    return f"{value:.1%}"


def _money(value: float) -> str:
    return format_cny(Decimal(round(value)), language=get_language() or "")
