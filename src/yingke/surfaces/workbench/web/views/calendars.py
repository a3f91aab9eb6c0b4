"""Working calendars: hours and exceptions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import calendars as services
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.models import Calendar
from yingke.foundation.ui.editing import edit_page
from yingke.foundation.ui.pages import page, posted, saved
from yingke.surfaces.workbench.web.forms import DayForm, DaysForm, HoursForm

CHANGED = "calendars-changed"


@needs("policy.edit")
@require_GET
def show(request: UserRequest) -> HttpResponse:
    """List calendars with their exceptions."""
    rows = Calendar.objects.prefetch_related("exceptions").order_by("code")
    today = clock.today(timezone.get_current_timezone())
    calendars = [(row, _unpublished(row, today.year)) for row in rows]
    return page(request, "workbench/calendars.html", {"calendars": calendars})


@needs("policy.edit")
@require_http_methods(["GET", "POST"])
def add(request: UserRequest, code: str) -> HttpResponse:
    """Add an exception."""
    calendar = get_object_or_404(Calendar, code=code)
    form = DayForm(posted(request))

    def act() -> None:
        data = form.cleaned_data
        days = {data["day"]: (data["is_working"], data["note"])}
        services.set_exceptions(actor=request.user, code=code, days=days)

    return _dialog(request, calendar, form, act, _("Add exception"))


@needs("policy.edit")
@require_http_methods(["GET", "POST"])
def add_days(request: UserRequest, code: str) -> HttpResponse:
    """Add the announced days of a year, or none if a line is invalid."""
    calendar = get_object_or_404(Calendar, code=code)
    form = DaysForm(posted(request))

    def act() -> None:
        services.set_exceptions(actor=request.user, code=code, days=form.cleaned_data["text"])

    return _dialog(request, calendar, form, act, _("Import days"))


@needs("policy.edit")
@require_http_methods(["GET", "POST"])
def hours(request: UserRequest, code: str) -> HttpResponse:
    """Set the hours of the working day."""
    calendar = get_object_or_404(Calendar, code=code)
    stored = {"day_start": calendar.day_start, "day_end": calendar.day_end}
    form = HoursForm(posted(request), initial=stored)

    def act() -> None:
        services.set_hours(actor=request.user, code=code, **form.cleaned_data)

    return _dialog(request, calendar, form, act, _("Working hours"))


@needs("policy.edit")
@require_POST
def remove(request: UserRequest, code: str, day: str) -> HttpResponse:
    """Remove an exception."""
    get_object_or_404(Calendar, code=code)
    try:
        services.remove_exception(actor=request.user, code=code, day=date.fromisoformat(day))
    except ValueError:
        raise Http404 from None
    url = reverse("workbench:calendars")
    return saved(request, url, message=_("Exception removed."), event=CHANGED)


def _unpublished(calendar: Calendar, year: int) -> int | None:
    """Return this year or the next if its holidays are unknown."""
    working = services.for_calendar(calendar.code)
    return next(iter(working.unpublished_years(date(year, 1, 1), date(year + 1, 1, 1))), None)


def _dialog(
    request: UserRequest,
    calendar: Calendar,
    form: BaseForm,
    act: Callable[[], None],
    title: str,
) -> HttpResponse:
    url = reverse("workbench:calendars")
    return edit_page(
        request,
        form,
        act,
        title=title,
        back=url,
        trail=[(_("Working calendars"), url), (calendar.label, url)],
        message=_("Calendar updated."),
        event=CHANGED,
    )
