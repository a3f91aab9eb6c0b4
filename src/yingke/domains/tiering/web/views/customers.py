"""The scores of one customer by month, and the rows behind a measure."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from yingke.domains.customers import queries as customers
from yingke.domains.customers.models import Account
from yingke.domains.tiering import wording
from yingke.domains.tiering.models import Score
from yingke.domains.tiering.queries import evidence
from yingke.domains.tiering.web.evidence import tables
from yingke.domains.tiering.web.tables import HistoryTable
from yingke.engines.scoring import MEASURES
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.pages import page
from yingke.foundation.ui.tables import list_page


@needs("tiering.see")
@require_GET
def scores(request: UserRequest, pk: int) -> HttpResponseBase:
    """The scores of a customer, month by month."""
    account = _account(request, pk)
    rows = Score.objects.filter(account=account).select_related("run__rule_set")
    return list_page(
        request, "tiering/history.html", HistoryTable(request, rows), {"account": account}
    )


@needs("tiering.see")
@require_GET
def rows(request: UserRequest, pk: int, measure: str) -> HttpResponse:
    """The rows from which a measure was computed, as of the month `?month=` or the latest run."""
    account = _account(request, pk)
    if measure not in MEASURES:
        raise Http404
    require(evidence.may_see(request.user, measure))
    found: Any = Score.objects.filter(account=account).select_related("run").order_by("-month")
    month = request.GET.get("month", "")
    score = next((one for one in found if str(one.month)[:7] == month), None) or found.first()
    if score is None:
        raise Http404
    context = {
        "account": account,
        "name": wording.field_name(measure),
        "value": wording.number(measure, score.measures.get(measure)),
        "meaning": MEASURES[measure].meaning,
        "as_of": score.run.as_of,
        "tables": tables(evidence.rows_behind(account, measure, score.run.as_of)),
    }
    return page(request, "tiering/evidence.html", context)


def _account(request: UserRequest, pk: int) -> Account:
    return get_object_or_404(customers.visible_to(request.user), pk=pk)
