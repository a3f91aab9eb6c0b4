"""Working calendars: hours and exceptions."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import calendars as services
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.models import Calendar
from yingke.foundation.ui.pages import page, saved
from yingke.foundation.ui.refusals import explain
from yingke.surfaces.workbench.web.forms import DayForm, HoursForm

CHANGED = "calendars-changed"


@needs("policy.edit")
@require_GET
def show(request: UserRequest) -> HttpResponse:
    """List calendars with their exceptions."""
    rows = Calendar.objects.prefetch_related("exceptions").order_by("code")
    return page(request, "workbench/calendars.html", {"calendars": rows})


@needs("policy.edit")
@require_http_methods(["GET", "POST"])
def add(request: UserRequest, code: str) -> HttpResponse:
    """Add an exception."""
    calendar = get_object_or_404(Calendar, code=code)
    form = DayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.set_exception(code=code, **form.cleaned_data)
        return _saved(request, _("Calendar updated."))
    return _dialog(request, calendar, form, _("Add exception"))


@needs("policy.edit")
@require_http_methods(["GET", "POST"])
def hours(request: UserRequest, code: str) -> HttpResponse:
    calendar = get_object_or_404(Calendar, code=code)
    stored = {"day_start": calendar.day_start, "day_end": calendar.day_end}
    form = HoursForm(request.POST if request.method == "POST" else None, initial=stored)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_hours(code=code, **form.cleaned_data)
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return _saved(request, _("Calendar updated."))
    return _dialog(request, calendar, form, _("Working hours"))


@needs("policy.edit")
@require_POST
def remove(request: UserRequest, code: str, day: str) -> HttpResponse:
    """Remove an exception."""
    get_object_or_404(Calendar, code=code)
    try:
        services.remove_exception(code=code, day=date.fromisoformat(day))
    except ValueError:
        raise Http404 from None
    return _saved(request, _("Exception removed."))


def _saved(request: UserRequest, message: str) -> HttpResponse:
    return saved(request, reverse("workbench:calendars"), message=message, event=CHANGED)


def _dialog(
    request: UserRequest, calendar: Calendar, form: DayForm | HoursForm, title: str
) -> HttpResponse:
    context = {"calendar": calendar, "form": form, "title": title}
    return page(request, "workbench/form.html", context, part="dialog")
