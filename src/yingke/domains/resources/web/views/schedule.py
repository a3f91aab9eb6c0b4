"""The schedule: who holds which resource when."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yingke.domains.resources import permissions
from yingke.domains.resources.terms import ResourceKind
from yingke.domains.resources.web.schedule import (
    bookings_in,
    by_day,
    read_span,
    timeline_data,
)
from yingke.foundation.identity.models.access import permissions_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import clock
from yingke.foundation.ui.pages import page


@login_required
@require_GET
def schedule(request: UserRequest) -> HttpResponse:
    """A day or a week as a list; a script turns it into a timeline where there is room."""
    span = read_span(request.GET)
    sees = bool(permissions_of(request.user))
    days = by_day(bookings_in(request.user, span), span) if sees else []
    today = timezone.localtime(clock.now()).date().isoformat()
    kinds = [("", _("All types")), *ResourceKind.choices]
    context = {
        "span": span,
        "days": days,
        "views": [
            (_("Day view"), span.url(view="day"), span.view == "day"),
            (_("Week view"), span.url(view="week"), span.view == "week"),
        ],
        "kinds": [(label, span.url(kind=kind), span.kind == kind) for kind, label in kinds],
        "earlier": span.moved(-1),
        "later": span.moved(1),
        "now": span.url(date=today),
        "data_url": f"{reverse('resources:schedule-data')}?{request.GET.urlencode()}",
        "may_book": permissions.can_book(request.user),
    }
    return page(request, "resources/schedule.html", context)


@login_required
@require_GET
def schedule_data(request: UserRequest) -> JsonResponse:
    """The same span as JSON, for the timeline."""
    if not permissions_of(request.user):
        return JsonResponse({"resources": [], "events": []})
    return JsonResponse(timeline_data(request.user, read_span(request.GET)))
