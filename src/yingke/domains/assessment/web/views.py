"""Indicators of a month, of the visits they count, and of one visit."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yingke.domains.assessment import queries
from yingke.domains.assessment.rules.months import Month, offered
from yingke.domains.assessment.terms import Indicator
from yingke.domains.assessment.web import words
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
    """All indicators of a month."""
    month, problem = _month(request)
    found = queries.insights(
        request.user, month, tz=timezone.get_current_timezone(), now=clock.now()
    )
    context = {
        "figures": [words.figure(insight) for insight in found],
        "problem": problem,
        **_months(month),
    }
    return page(request, "assessment/index.html", context, status=400 if problem else None)


@needs("assessment.see")
@require_GET
def indicator(request: UserRequest, code: str) -> HttpResponseBase:
    """One indicator of a month, with the visits behind it."""
    if code not in Indicator:
        raise Http404
    month, problem = _month(request)
    wanted, tz = Indicator(code), timezone.get_current_timezone()
    found = queries.insight(request.user, wanted, month, tz=tz, now=clock.now())
    readings = queries.behind(request.user, wanted, month, now=clock.now())
    rows = visits.visible_to(request.user).select_related("account")
    table = VisitsBehind(request, rows, indicator=wanted, readings=readings)
    figure = words.figure(found)
    context = {"figure": figure, "problem": problem, **_months(month)}
    return list_page(request, "assessment/indicator.html", table, context)


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


def _month(request: UserRequest) -> tuple[Month, str]:
    """Return the requested month (default: the current one) and the error in the URL, if any."""
    this = Month.of(clock.today(timezone.get_current_timezone()))
    text = request.GET.get("month", "")
    try:
        return (Month.parse(text) if text else this), ""
    except RuleViolation:
        return this, _("Unknown month. Showing the current month.")


def _months(month: Month) -> dict[str, object]:
    this = Month.of(clock.today(timezone.get_current_timezone()))
    return {
        "month": month,
        "month_text": str(month),
        "month_name": words.month_name(month),
        "previous_url": f"?month={month.plus(-1)}",
        "following_url": f"?month={month.plus(1)}" if month < this else "",
        "months": [(str(one), words.month_name(one)) for one in offered(month, latest=this)],
    }
