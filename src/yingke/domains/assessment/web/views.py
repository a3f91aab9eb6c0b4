"""Indicators of a month, of the visits they count, and of one visit."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yingke.domains.assessment import queries
from yingke.domains.assessment.parameters import TARGETS
from yingke.domains.assessment.queries import Insight
from yingke.domains.assessment.rules.months import Month, default_month, offered
from yingke.domains.assessment.terms import Indicator
from yingke.domains.assessment.web import figures, pictures, words
from yingke.domains.assessment.web.dimensions import DIMENSIONS, chosen, names_of
from yingke.domains.assessment.web.tables import VisitsBehind
from yingke.domains.visits import queries as visits
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui import zones
from yingke.foundation.ui.pages import page
from yingke.foundation.ui.tables import list_page


@needs("assessment.see")
@require_GET
def index(request: UserRequest) -> HttpResponse:
    """All indicators of a month; `?indicator=` names the one on top, else the first that missed."""
    month, problem = _month(request)
    found = queries.insights(request.user, month, tz=_tz(), now=clock.now())
    rows = [figures.figure(insight) for insight in found]
    wanted = request.GET.get("indicator", "")
    top = next((n for n, row in enumerate(rows) if row.code == wanted), None)
    if top is None:
        top = next((n for n, row in enumerate(rows) if row.missed), 0)
    context = {
        "figures": rows,
        "figure": rows[top],
        "chart": figures.line_chart(found[top]),
        "problem": problem,
        "stay": f"&indicator={rows[top].code}",
        **_parts(request, found[top]),
        **_months(month),
    }
    return page(request, "assessment/index.html", context, status=400 if problem else None)


@needs("assessment.see")
@require_GET
def indicator(request: UserRequest, code: str) -> HttpResponseBase:
    """One indicator of a month, with the visits behind it."""
    wanted = _indicator(code)
    month, problem = _month(request)
    found = queries.insight(request.user, wanted, month, tz=_tz(), now=clock.now())
    rows = queries.behind(request.user, wanted, month, found.goal, now=clock.now())
    table = VisitsBehind(request, rows, indicator=wanted, month=str(month))
    context = {
        "figure": figures.figure(found),
        "chart": figures.bar_chart(found),
        "stay": "",
        "parameter": TARGETS[wanted],
        "may_see_policy": request.user.may("policy.see"),
        "problem": problem,
        **_parts(request, found),
        **_months(month),
    }
    return list_page(request, "assessment/indicator.html", table, context)


@needs("assessment.see")
@require_GET
def picture(request: UserRequest, code: str) -> HttpResponse:
    """The chart of an indicator as PNG, with its definition and the month."""
    wanted = _indicator(code)
    month, _problem = _month(request)
    found = queries.insight(request.user, wanted, month, tz=_tz(), now=clock.now())
    response = HttpResponse(pictures.drawn(found), content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="{wanted.value}-{month}.png"'
    return response


@needs("assessment.see")
@require_GET
def visit(request: UserRequest, pk: int) -> HttpResponse:
    """The indicators of one visit, with their facts."""
    row = get_object_or_404(
        visits.visible_to(request.user).select_related("account", "site"), pk=pk
    )
    zones.show_times_of(row.site.timezone)
    found = queries.of_visit(pk, now=clock.now())
    names = {node.number: node.label for node in row.nodes.all()}
    context = {
        "visit": row,
        "figures": [
            (name.label, words.value(name, reading), words.basis(name, reading))
            for name, reading in found.readings.items()
        ],
        "nodes": [
            (names.get(node.number, ""), node, words.verdict(node.verdict)) for node in found.nodes
        ],
        "acceptances": [
            (words.task(fact), fact, words.duration(fact.took.total_seconds()))
            for fact in found.acceptances
        ],
        "handled": found.handled,
        "confirmation": found.confirmation,
    }
    return page(request, "assessment/visit.html", context)


def _indicator(code: str) -> Indicator:
    if code not in Indicator:
        raise Http404
    return Indicator(code)


def _tz() -> Any:
    return timezone.get_current_timezone()


def _month(request: UserRequest) -> tuple[Month, str]:
    """The month that was asked for, or the default; and what is wrong with the address."""
    usual = default_month(clock.today(_tz()))
    text = request.GET.get("month", "")
    try:
        return (Month.parse(text) if text else usual), ""
    except RuleViolation:
        return usual, _("Unknown month.")


def _months(month: Month) -> dict[str, object]:
    this = Month.of(clock.today(_tz()))
    return {
        "month": month,
        "month_text": str(month),
        "month_name": words.month_name(month),
        "previous_url": f"?month={month.plus(-1)}",
        "following_url": f"?month={month.plus(1)}" if month < this else "",
        "months": [(str(one), words.month_name(one)) for one in offered(month, latest=this)],
    }


def _parts(request: UserRequest, found: Insight) -> dict[str, object]:
    """Who makes up the month, by the dimension that `?by=` names."""
    dimension = chosen(request.GET.get("by", ""))
    readings = queries.breakdown(
        request.user, found.indicator, found.month, dimension, tz=_tz(), now=clock.now()
    )
    return {
        "parts": figures.parts(found, readings, names_of(dimension, readings), dimension),
        "by": dimension,
        "dimensions": DIMENSIONS.items(),
    }
