"""Create, move, confirm and cancel bookings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.resources import permissions, queries, registers, services
from yingke.domains.resources.models import Booking
from yingke.domains.resources.web.forms import (
    BookingForm,
    CancelForm,
    DragForm,
    NewBookingForm,
    ProofForm,
)
from yingke.domains.resources.web.schedule import show_times_of_site
from yingke.foundation.identity.models import Site
from yingke.foundation.identity.queries import sites
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import calendars, clock
from yingke.foundation.kernel.bounds import is_within
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui import history, zones
from yingke.foundation.ui.editing import Trail, edit_page, perform
from yingke.foundation.ui.pages import page, posted, refused, target_of

HISTORY: Final = 12  # lines in the dialog of a booking
CHANGED: Final = "schedule-changed"


@login_required
@require_http_methods(["GET", "POST"])
def new_booking(request: UserRequest) -> HttpResponse:
    """Book a resource."""
    require(permissions.can_book(request.user))
    site = show_times_of_site(request.GET) or sites().first()
    form = NewBookingForm(posted(request), initial=_first_values(request, site))
    return edit_page(
        request,
        form,
        lambda: services.book(actor=request.user, **form.columns()),
        title=_("New booking"),
        back=reverse("resources:schedule"),
        go=_day_of,
        trail=trail(),
        message=_("Booked."),
        event=CHANGED,
    )


@login_required
@require_GET
def booking_detail(request: UserRequest, pk: int) -> HttpResponse:
    """A booking with its purpose, status and history, in the schedule's panel or in a dialog."""
    booking = _visible(request, pk)
    purposes = (use.purpose(request.user, booking) for use in registers.uses)
    context = {
        "booking": booking,
        "title": booking.label,
        "in_panel": target_of(request) == "booking-panel",
        "purpose": next(filter(None, purposes), None),
        "schedule_url": reverse("resources:schedule"),
        "history": history.latest(booking, HISTORY),
        "may_change": booking.state != "cancelled"
        and permissions.can_change(request.user, booking),
        "may_use": _may_be_used(booking) and permissions.can_change(request.user, booking),
        "may_confirm": booking.state == "pending" and permissions.can_confirm(request.user),
    }
    return page(request, "resources/booking.html", context, part="dialog")


@login_required
@require_http_methods(["GET", "POST"])
def move_booking(request: UserRequest, pk: int) -> HttpResponse:
    """Change the time, resource or purpose of a booking."""
    booking = changeable(request, pk)
    names = ("label", "starts_at", "ends_at", "version")
    stored = {name: getattr(booking, name) for name in names} | {"resource": booking.resource_id}
    form = BookingForm(posted(request), initial=stored)
    return edit_page(
        request,
        form,
        lambda: services.move_booking(
            actor=request.user, booking_id=pk, version=form.seen_version, **form.columns()
        ),
        title=_("Move booking"),
        back=_day_of(booking),
        go=_day_of,
        trail=trail(),
        event=CHANGED,
        row=booking,
    )


@login_required
@require_POST
def drag_booking(request: UserRequest, pk: int) -> HttpResponse:
    """Move a booking to where it was dragged in the timeline; the answer offers to undo it."""
    booking = changeable(request, pk)
    show_times_of_site(request.GET)
    form = DragForm(request.POST)
    if not form.is_valid():
        mistakes = [str(error) for errors in form.errors.values() for error in errors]
        return refused(request, _day_of(booking), message=mistakes[0], status=422)
    return perform(
        request,
        lambda: services.drag_booking(actor=request.user, booking_id=pk, **form.cleaned_data),
        back=_day_of(booking),
        message=_("Booking moved."),
        event=CHANGED,
        undo=lambda done: reverse("resources:undo-drag", args=[pk], query={"token": done.token}),
    )


@login_required
@require_POST
def undo_drag(request: UserRequest, pk: int) -> HttpResponse:
    """Restore a booking, and what it is for, as they were before it was dragged."""
    booking = changeable(request, pk)
    token = request.GET.get("token", "")
    return perform(
        request,
        lambda: services.undo_drag(actor=request.user, booking_id=pk, token=token),
        back=_day_of(booking),
        message=_("Move undone."),
        event=CHANGED,
    )


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
        trail=trail(),
        message=_("Confirmed."),
        event=CHANGED,
    )


@login_required
@require_http_methods(["GET", "POST"])
def cancel_booking(request: UserRequest, pk: int) -> HttpResponse:
    """Cancel a booking; its resource is free again."""
    booking = changeable(request, pk)
    form = CancelForm(posted(request), initial={"version": booking.version})
    return edit_page(
        request,
        form,
        lambda: services.cancel_booking(actor=request.user, booking_id=pk, **form.cleaned_data),
        title=_("Cancel booking"),
        back=_day_of(booking),
        trail=trail(),
        message=_("Booking cancelled."),
        event=CHANGED,
    )


def _may_be_used(booking: Booking) -> bool:
    started = booking.starts_at - services.EARLY <= clock.now() < booking.ends_at
    return started and booking.used_at is None and booking.state != "cancelled"


def trail() -> Trail:
    return [(_("Schedule and resources"), reverse("resources:schedule"))]


def _visible(request: UserRequest, pk: int) -> Booking:
    rows = queries.visible_bookings(request.user).select_related("resource__site", "booked_by")
    booking = get_object_or_404(rows, pk=pk)
    zones.show_times_of(booking.resource.site.timezone)
    return booking


def changeable(request: UserRequest, pk: int) -> Booking:
    booking = _visible(request, pk)
    require(permissions.can_change(request.user, booking))
    return booking


def _first_values(request: UserRequest, site: Site | None) -> dict[str, object]:
    """Return the resource and times of the query string; by default the next working hour."""
    start = _read(request.GET.get("starts_at")) or _next_working_hour(site)
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


def _next_working_hour(site: Site | None) -> datetime:
    calendar = calendars.for_calendar(site.calendar if site else calendars.DEFAULT)
    return calendar.next_working_hour(clock.now())


def _day_of(booking: Booking) -> str:
    day = timezone.localtime(booking.starts_at).date().isoformat()
    return reverse("resources:schedule", query={"date": day})
