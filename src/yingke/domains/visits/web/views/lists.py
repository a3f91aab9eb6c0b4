"""The visits as a table, as a board and as a month."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_GET

from yingke.domains.visits import permissions
from yingke.domains.visits.queries import lists
from yingke.domains.visits.web import month
from yingke.domains.visits.web.tables import VisitTable
from yingke.foundation.identity.queries import active_users, matching
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui import dates
from yingke.foundation.ui.pages import page
from yingke.foundation.ui.tables import list_page

OPTIONS = 20


@login_required
@require_GET
def table(request: UserRequest) -> HttpResponseBase:
    """The list of visits: filters, pages, saved views, exports."""
    visits = VisitTable(request)
    context = {"tab": "table", "may_request": permissions.can_request(request.user)}
    return list_page(request, "visits/list.html", visits, context)


@login_required
@require_GET
def hosts(request: UserRequest) -> JsonResponse:
    """People whose names match `q`, for the lead host filter."""
    people = matching(active_users(), request.GET.get("q", ""))[:OPTIONS]
    listed = [{"value": row.pk, "label": row.label, "note": ""} for row in people]
    return JsonResponse({"options": listed})


@login_required
@require_GET
def board(request: UserRequest) -> HttpResponse:
    """Open visits in columns by state."""
    context = {
        "tab": "board",
        "lanes": lists.board(request.user),
        "may_request": permissions.can_request(request.user),
    }
    return page(request, "visits/board.html", context)


@login_required
@require_GET
def calendar(request: UserRequest) -> HttpResponse:
    """A month of visits; `?month=2026-11` chooses the month."""
    first = month.parse(request.GET.get("month", ""), today=dates.today())
    days = month.grid(first)
    visits = lists.between(request.user, days[0], days[-1])
    context = {
        "tab": "calendar",
        "first": first,
        "weeks": month.weeks(days, visits, first=first),
        "weekdays": [dates.weekday(day) for day in days[:7]],
        "previous": _named(first - timedelta(days=1)),
        "next": _named(first + timedelta(days=31)),
        "today": _named(dates.today()),
        "may_request": permissions.can_request(request.user),
    }
    return page(request, "visits/calendar.html", context)


def _named(day: date) -> str:
    return f"{day:%Y-%m}"
