"""Making, moving, confirming and cancelling a booking."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.domains.resources import permissions, queries, services
from yingke.domains.resources.models import Booking
from yingke.domains.resources.web.forms import BookingForm, CancelForm, ProofForm
from yingke.foundation.identity.permissions import needs
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.pages import page, saved
from yingke.foundation.ui.refusals import explain


@needs("resources.book")
@require_http_methods(["GET", "POST"])
def new_booking(request: HttpRequest) -> HttpResponse:
    """Hold a resource."""
    form = BookingForm(request.POST or None, initial=_first_values(request))
    if request.method == "POST" and form.is_valid():
        try:
            booking = services.book(actor=request.user, **form.columns())
        except RuleViolation as violation:
            form.refuse(violation)
        else:
            return saved(request, _day_of(booking), message=_("Booked."))
    context = {"form": form, "title": _("New booking"), "back": reverse("resources:schedule")}
    return page(request, "resources/booking_form.html", context, part="dialog")


@login_required
@require_GET
def booking_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A booking: what for, by whom, in which state, and what happened to it."""
    booking = _visible(request, pk)
    entries = journal.about("resources.booking", pk)
    context = {
        "booking": booking,
        "title": booking.label,
        "back": _day_of(booking),
        "events": [(entry, journal.describe(entry)) for entry in entries],
        "may_change": booking.state != "cancelled"
        and permissions.can_change(request.user, booking),
        "may_confirm": booking.state == "pending" and permissions.can_confirm(request.user),
    }
    return page(request, "resources/booking.html", context, part="dialog")


@login_required
@require_http_methods(["GET", "POST"])
def move_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """Change time, resource or purpose, in the form or by dragging in the timeline."""
    booking = _changeable(request, pk)
    names = ("label", "starts_at", "ends_at", "version")
    stored = {name: getattr(booking, name) for name in names} | {"resource": booking.resource_id}
    dragged = request.accepts("application/json") and not request.accepts("text/html")
    form = BookingForm(_with_label(request, booking), initial=stored)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            booking = services.move_booking(
                actor=request.user, booking_id=pk, version=version, **form.columns()
            )
        except RuleViolation as violation:
            if dragged:
                return JsonResponse({"message": explain(violation)}, status=409)
            form.refuse(violation)
        else:
            if dragged:
                return JsonResponse({"version": booking.version, "state": booking.state})
            return saved(request, _day_of(booking), message=_("Saved."))
    context = {"form": form, "title": _("Move booking"), "back": _day_of(booking)}
    return page(request, "resources/booking_form.html", context, part="dialog")


@login_required
@require_http_methods(["GET", "POST"])
def confirm_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a pending booking with its proof."""
    booking = _visible(request, pk)
    if not permissions.can_confirm(request.user):
        raise Http404
    form = ProofForm(request.POST or None, initial={"version": booking.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.confirm_booking(actor=request.user, booking_id=pk, **form.cleaned_data)
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return saved(request, _day_of(booking), message=_("Confirmed."))
    context = {"form": form, "title": _("Confirm booking"), "back": _day_of(booking)}
    return page(request, "resources/booking_form.html", context, part="dialog")


@login_required
@require_http_methods(["GET", "POST"])
def cancel_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the resource go."""
    booking = _changeable(request, pk)
    form = CancelForm(request.POST or None, initial={"version": booking.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_booking(actor=request.user, booking_id=pk, **form.cleaned_data)
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return saved(request, _day_of(booking), message=_("Booking cancelled."))
    context = {"form": form, "title": _("Cancel booking"), "back": _day_of(booking)}
    return page(request, "resources/booking_form.html", context, part="dialog")


def _visible(request: HttpRequest, pk: int) -> Booking:
    rows = queries.visible_bookings(request.user)
    return get_object_or_404(rows.select_related("resource__site", "booked_by"), pk=pk)


def _changeable(request: HttpRequest, pk: int) -> Booking:
    booking = _visible(request, pk)
    if not permissions.can_change(request.user, booking):
        raise Http404
    return booking


def _with_label(request: HttpRequest, booking: Booking) -> object:
    """The posted values; a drag sends no label, so the stored one stands in."""
    if request.method != "POST":
        return None
    posted = request.POST.copy()
    posted.setdefault("label", booking.label)
    return posted


def _first_values(request: HttpRequest) -> dict[str, object]:
    """The resource and time that the address asks for; without a time the next full hour."""
    start = _read(request.GET.get("starts_at")) or _next_hour()
    return {
        "resource": request.GET.get("resource"),
        "starts_at": start,
        "ends_at": _read(request.GET.get("ends_at")) or start + timedelta(hours=1),
    }


def _read(text: str | None) -> object:
    try:
        moment = parse_datetime(text or "")
    except ValueError:
        return None
    return timezone.make_aware(moment) if moment and moment.tzinfo is None else moment


def _next_hour() -> object:
    now = timezone.localtime(clock.now())
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _day_of(booking: Booking) -> str:
    day = timezone.localtime(booking.starts_at).date().isoformat()
    return reverse("resources:schedule", query={"date": day})
