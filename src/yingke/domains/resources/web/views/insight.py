"""What the schedule tells: who and what is free, duplicates, and how much is used."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.resources import permissions, queries, services
from yingke.domains.resources.terms import ResourceKind
from yingke.domains.resources.web.forms import PEOPLE, FreeForm, ReasonForm
from yingke.domains.resources.web.schedule import show_times_of_site
from yingke.domains.resources.web.views.bookings import CHANGED, changeable, trail
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import calendars, clock
from yingke.foundation.kernel.bounds import is_within
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.editing import edit_page, perform
from yingke.foundation.ui.pages import page, posted
from yingke.foundation.ui.spreadsheets import csv_response

SHOWN: Final = 40
WEEKS: Final = 8
WEEK: Final = timedelta(days=7)
WHAT: Final = (PEOPLE, *ResourceKind.values)


@login_required
@require_GET
def free(request: UserRequest) -> HttpResponse:
    """Who or what is free at a time: the suitable ones first, then when the others are."""
    require(permissions.can_book(request.user))
    what = request.GET.get("what", "")
    what = what if what in WHAT else PEOPLE
    site = show_times_of_site(request.GET)
    asked = request.GET.dict()
    form = FreeForm({**_next_working_time(), "site": site and site.pk, **asked}, what=what)
    context: dict[str, Any] = {"form": form, "what": what, "tabs": _tabs(what, asked)}
    if form.is_valid():
        wanted = queries.Wanted(**_asked(form), kind="" if what == PEOPLE else what)
        is_people = what == PEOPLE
        found: list[Any]
        found = queries.find_people(wanted) if is_people else queries.find_resources(wanted)
        context["people" if is_people else "resources"] = found[:SHOWN]
        context["more"] = max(0, len(found) - SHOWN)
        context["times"] = {
            name: timezone.localtime(form.cleaned_data[name]).strftime("%Y-%m-%dT%H:%M")
            for name in ("starts_at", "ends_at")
        }
    return page(request, "resources/free.html", context, status=200 if form.is_valid() else 422)


@login_required
@require_GET
def duplicates(request: UserRequest) -> HttpResponse:
    """Bookings that one need has twice, with what to do about each."""
    require(permissions.can_book(request.user))
    show_times_of_site(request.GET)
    found = queries.upcoming_duplicates(request.user)
    rows = [(pair, permissions.can_change(request.user, pair.surplus)) for pair in found]
    return page(request, "resources/duplicates.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
def keep_both(request: UserRequest, pk: int) -> HttpResponse:
    """Say why a booking is needed as well."""
    booking = changeable(request, pk)
    form = ReasonForm(posted(request), initial={"reason": booking.extra_reason})
    return edit_page(
        request,
        form,
        lambda: services.excuse_duplicate(actor=request.user, booking_id=pk, **form.cleaned_data),
        title=_("Keep both bookings"),
        back=reverse("resources:duplicates"),
        trail=trail(),
        message=_("Kept."),
        event=CHANGED,
    )


@login_required
@require_POST
def use_booking(request: UserRequest, pk: int) -> HttpResponse:
    """Say that the use of a booking has begun."""
    booking = changeable(request, pk)
    return perform(
        request,
        lambda: services.use_booking(actor=request.user, booking_id=pk),
        back=reverse("resources:booking", args=[booking.pk]),
        message=_("In use."),
        event=CHANGED,
    )


@login_required
@require_GET
def utilisation(request: UserRequest) -> HttpResponseBase:
    """How much of its bookable time each resource is booked, by week; `?export=csv`."""
    require(permissions.can_book(request.user))
    site, kind = show_times_of_site(request.GET), request.GET.get("kind", "")
    kind = kind if kind in ResourceKind.values else ""
    week = _monday(request.GET.get("week", ""))
    mondays = queries.weeks(week - WEEK * (WEEKS - 3), WEEKS)
    lines = queries.utilisation(request.user, mondays, kind=kind, site=site)
    if request.GET.get("export") == "csv":
        return _as_csv(lines, mondays)
    chosen = {"week": str(week), "kind": kind, "site": str(site.pk) if site else ""}
    kinds = [("", _("All types")), *((one.value, str(one.label)) for one in ResourceKind)]
    context = {
        "lines": lines,
        "mondays": mondays,
        "this_week": queries.weeks(timezone.localdate(clock.now()), 1)[0],
        "kinds": [(text, _utilisation(chosen, kind=one), one == kind) for one, text in kinds],
        "earlier": _utilisation(chosen, week=str(week - WEEK * 4)),
        "later": _utilisation(chosen, week=str(week + WEEK * 4)),
        "csv": _utilisation(chosen, export="csv"),
    }
    return page(request, "resources/utilisation.html", context)


def _utilisation(chosen: dict[str, str], **changes: str) -> str:
    values = {key: value for key, value in (chosen | changes).items() if value}
    return reverse("resources:utilisation", query=values)


def _as_csv(lines: list[queries.UtilisationLine], mondays: list[date]) -> HttpResponseBase:
    head = [_("Resource"), _("Type"), _("Site"), *map(str, mondays)]
    rows = (
        [
            line.resource.label,
            str(line.resource.get_kind_display()),
            line.resource.site.label,
            *(share.percent for share in line.shares.values()),
        ]
        for line in lines
    )
    return csv_response("utilisation", head, rows)


def _asked(form: FreeForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}


def _tabs(what: str, asked: dict[str, str]) -> list[tuple[str, str, bool]]:
    """The tabs keep the time and the site that were asked for."""
    names = [(PEOPLE, _("People")), *((one.value, str(one.label)) for one in ResourceKind)]
    kept = {name: asked[name] for name in ("starts_at", "ends_at", "site") if asked.get(name)}
    return [
        (text, reverse("resources:free", query={"what": code, **kept}), code == what)
        for code, text in names
    ]


def _next_working_time() -> dict[str, str]:
    """From nine to eleven on the next working day."""
    calendar = calendars.for_calendar()
    day = timezone.localdate(clock.now()) + timedelta(days=1)
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    start = datetime.combine(day, time(9))
    return {
        "starts_at": f"{start:%Y-%m-%dT%H:%M}",
        "ends_at": f"{start + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "level": "1",
    }


def _monday(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not is_within(day) or not is_within(day - WEEK * WEEKS) or not is_within(day + WEEK * 8):
        day = timezone.localdate(clock.now())
    return queries.weeks(day, 1)[0]
