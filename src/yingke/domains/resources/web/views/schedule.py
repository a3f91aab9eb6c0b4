"""The schedule: bookings of resources and duties of people, by time."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yingke.domains.resources import permissions
from yingke.domains.resources.queries import schedule_version
from yingke.domains.resources.registers import day_actions_for
from yingke.domains.resources.terms import ResourceKind
from yingke.domains.resources.web.forms import PEOPLE
from yingke.domains.resources.web.schedule import (
    Span,
    bookings_in,
    busy_times_in,
    lines_by_day,
    read_span,
)
from yingke.domains.resources.web.timeline import timeline_data
from yingke.foundation.identity.models.access import permissions_of
from yingke.foundation.identity.queries import sites
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import clock
from yingke.foundation.ui import live
from yingke.foundation.ui.pages import page


@login_required
@require_GET
@live.versioned(lambda request, asked: schedule_version(asked))
def schedule(request: UserRequest) -> HttpResponse:
    """A day or a week as a list; a script turns it into a timeline on wide screens."""
    span, user = read_span(request.GET), request.user
    days = []
    if permissions_of(user):
        days = lines_by_day(bookings_in(user, span), busy_times_in(user, span), span)
    context = {
        "span": span,
        "days": days,
        "choices": _choices(span),
        "earlier": span.moved(-1),
        "later": span.moved(1),
        "now": span.url(date=timezone.localtime(clock.now()).date().isoformat()),
        "data_url": span.url("resources:schedule-data"),
        "new_url": reverse("resources:new-booking", query={"site": span.query["site"]}),
        "may_book": permissions.can_book(user),
        "actions": day_actions_for(user, span.first, span.site) if span.days == 1 else [],
    }
    return page(request, "resources/schedule.html", context)


@login_required
@require_GET
def schedule_data(request: UserRequest) -> JsonResponse:
    """The same span as JSON, for the timeline."""
    if not permissions_of(request.user):
        return JsonResponse({"resources": [], "events": []})
    return JsonResponse(timeline_data(request.user, read_span(request.GET)))


def _choices(span: Span) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """Return groups of tabs: name, label, and (text, address, whether it is current) of each."""
    kinds = [("", _("All types")), *((kind.value, str(kind.label)) for kind in ResourceKind)]
    kinds.append((PEOPLE, _("People")))
    places = [("", _("All sites")), *((str(site.pk), site.label) for site in sites())]
    groups: dict[str, tuple[str, list[tuple[str, str]]]] = {
        "view": (_("Time range"), [("day", _("Day view")), ("week", _("Week view"))]),
        "hours": (_("Hours"), [("work", _("Working hours")), ("all", _("24 hours"))]),
        "site": (_("Site"), places if len(places) > 2 else []),
        "kind": (_("Type"), kinds),
    }
    current = span.query | {"hours": span.hours}
    return [
        (name, label, [(text, span.url(**{name: key}), current[name] == key) for key, text in tabs])
        for name, (label, tabs) in groups.items()
        if tabs
    ]
