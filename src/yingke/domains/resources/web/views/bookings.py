"""Making, moving, confirming and cancelling a booking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.domains.resources import permissions, queries, services
from yingke.domains.resources.models import Booking
from yingke.domains.resources.web.forms import BookingForm, CancelForm, ProofForm
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.bounds import is_within
from yingke.foundation.kernel.errors import RuleViolation, require
from yingke.foundation.ui import history
from yingke.foundation.ui.editing import Trail, edit_page
from yingke.foundation.ui.pages import page, posted
from yingke.foundation.ui.refusals import explain

HISTORY: Final = 12  # lines in the dialog of a booking


@login_required
@require_http_methods(["GET", "POST"])
def new_booking(request: UserRequest) -> HttpResponse:
    """Hold a resource."""
    require(permissions.can_book(request.user))
    form = BookingForm(posted(request), initial=_first_values(request))
    return edit_page(
        request,
        form,
        lambda: services.book(actor=request.user, **form.columns()),
        title=_("New booking"),
        back=reverse("resources:schedule"),
        go=_day_of,
        trail=_trail(),
        message=_("Booked."),
    )


@login_required
@require_GET
def booking_detail(request: UserRequest, pk: int) -> HttpResponse:
    """A booking: what for, by whom, in which state, and what happened to it."""
    booking = _visible(request, pk)
    context = {
        "booking": booking,
        "title": booking.label,
        "schedule_url": reverse("resources:schedule"),
        "history": history.latest(booking, HISTORY),
        "may_change": booking.state != "cancelled"
        and permissions.can_change(request.user, booking),
        "may_confirm": booking.state == "pending" and permissions.can_confirm(request.user),
    }
    return page(request, "resources/booking.html", context, part="dialog")


@login_required
@require_http_methods(["GET", "POST"])
def move_booking(request: UserRequest, pk: int) -> HttpResponse:
    """Change time, resource or purpose, in the form or by dragging in the timeline."""
    booking = _changeable(request, pk)
    names = ("label", "starts_at", "ends_at", "version")
    stored = {name: getattr(booking, name) for name in names} | {"resource": booking.resource_id}
    form = BookingForm(_with_label(request, booking), initial=stored)

    def move() -> Booking:
        return services.move_booking(
            actor=request.user, booking_id=pk, version=form.seen_version, **form.columns()
        )

    if request.method == "POST" and not request.accepts("text/html"):
        return _dragged(form, move)
    return edit_page(
        request,
        form,
        move,
        title=_("Move booking"),
        back=_day_of(booking),
        go=_day_of,
        trail=_trail(),
        row=booking,
    )


def _dragged(form: BookingForm, move: Callable[[], Booking]) -> JsonResponse:
    """Answer the timeline: what the booking is now, or why it stays where it was."""
    if not form.is_valid():
        mistakes = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"message": mistakes[0]}, status=422)
    try:
        booking = move()
    except RuleViolation as violation:
        return JsonResponse({"message": explain(violation)}, status=409)
    return JsonResponse({"version": booking.version, "state": booking.state})


@login_required
@require_http_methods(["GET", "POST"])
def confirm_booking(request: UserRequest, pk: int) -> HttpResponse:
    """Confirm a pending booking with its proof."""
    booking = _visible(request, pk)
    require(permissions.can_confirm(request.user))
    form = ProofForm(posted(request), initial={"version": booking.version})
    return edit_page(
        request,
        form,
        lambda: services.confirm_booking(actor=request.user, booking_id=pk, **form.cleaned_data),
        title=_("Confirm booking"),
        back=_day_of(booking),
        trail=_trail(),
        message=_("Confirmed."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def cancel_booking(request: UserRequest, pk: int) -> HttpResponse:
    """Let the resource go."""
    booking = _changeable(request, pk)
    form = CancelForm(posted(request), initial={"version": booking.version})
    return edit_page(
        request,
        form,
        lambda: services.cancel_booking(actor=request.user, booking_id=pk, **form.cleaned_data),
        title=_("Cancel booking"),
        back=_day_of(booking),
        trail=_trail(),
        message=_("Booking cancelled."),
    )


def _trail() -> Trail:
    return [(_("Schedule and resources"), reverse("resources:schedule"))]


def _visible(request: UserRequest, pk: int) -> Booking:
    rows = queries.visible_bookings(request.user)
    return get_object_or_404(rows.select_related("resource__site", "booked_by"), pk=pk)


def _changeable(request: UserRequest, pk: int) -> Booking:
    booking = _visible(request, pk)
    require(permissions.can_change(request.user, booking))
    return booking


def _with_label(request: UserRequest, booking: Booking) -> object:
    """The posted values; a drag sends no label, so the stored one stands in."""
    if request.method != "POST":
        return None
    posted = request.POST.copy()
    posted.setdefault("label", booking.label)
    return posted


def _first_values(request: UserRequest) -> dict[str, object]:
    """The resource and time that the address asks for; without a time the next full hour."""
    start = _read(request.GET.get("starts_at")) or _next_hour()
    return {
        "resource": request.GET.get("resource"),
        "starts_at": start,
        "ends_at": _read(request.GET.get("ends_at")) or start + timedelta(hours=1),
    }


def _read(text: str | None) -> datetime | None:
    try:
        moment = parse_datetime(text or "")
    except ValueError:
        return None
    if moment is None or not is_within(moment):
        return None
    return timezone.make_aware(moment) if moment.tzinfo is None else moment


def _next_hour() -> datetime:
    now = timezone.localtime(clock.now())
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _day_of(booking: Booking) -> str:
    day = timezone.localtime(booking.starts_at).date().isoformat()
    return reverse("resources:schedule", query={"date": day})
