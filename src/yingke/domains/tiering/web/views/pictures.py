"""Charts of tiers and scores as PNG."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yingke.domains.customers import queries as customers
from yingke.domains.customers.models import Account
from yingke.domains.tiering.queries import scores
from yingke.domains.tiering.queries.sheets import sheet_of
from yingke.domains.tiering.web import board, sheets
from yingke.domains.tiering.web.pictures import png
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui import dates


@needs("tiering.see")
@require_GET
def movers(request: UserRequest) -> HttpResponse:
    """The movers of a period; 404 where there is none to draw."""
    run, period = scores.latest_run(), request.GET.get("period", "quarter")
    if run is None or period not in board.PERIODS:
        raise Http404
    flows = board.flows(board.sheet_of(request.user, run), period, "")
    if not flows["bands"]:
        raise Http404
    days = f"{dates.year_day(flows['first'])} – {dates.year_day(flows['last'])}"
    return png(flows["drawing"], title=_("Movers"), facts=days, name=f"movers-{period}")


@needs("tiering.see")
@require_GET
def radar(request: UserRequest, pk: int) -> HttpResponse:
    """The dimensions of a customer today, a year ago and among peers."""
    account: Account = get_object_or_404(customers.visible_to(request.user), pk=pk)
    sheet = sheet_of(request.user, account)
    if sheet is None:
        raise Http404
    panel = sheets.radar_panel(request.user, sheet)
    facts = " · ".join(f"{row['name']} {row['points']}" for row in panel["rows"])
    title = f"{account.label} · {_('Value radar')}"
    return png(panel["drawing"], title=title, facts=facts, name=f"radar-{account.number}")
