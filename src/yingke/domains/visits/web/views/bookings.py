"""Bookings for agenda items."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.resources import queries as resources
from yingke.domains.resources.terms import ResourceKind
from yingke.domains.visits import permissions
from yingke.domains.visits.models import AgendaBooking, AgendaItem
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.services import bookings as services
from yingke.domains.visits.web.candidates import for_item
from yingke.domains.visits.web.forms.agenda import ProofForm
from yingke.domains.visits.web.views.agenda import item_of, sheet
from yingke.domains.visits.web.views.editing import act, dialog, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.kernel.ids import parse_id
from yingke.foundation.ui.pages import page, posted


@login_required
@require_GET
def candidates(request: UserRequest, item_pk: int) -> HttpResponse:
    """Resources of the site for an item, free or booked; `?kind=` chooses the kind."""
    item = item_of(request, item_pk)
    require(_may_book(request, item))
    kind = request.GET.get("kind", "")
    kind = kind if kind in ResourceKind.values else _usual_kind(item)
    context = {
        "item": item,
        "visit": item.visit,
        "kind": kind,
        "kinds": ResourceKind.choices,
        "candidates": for_item(request.user, item, kind),
        "back": reverse("visits:item", args=[item_pk]),
    }
    return page(request, "visits/resources.html", context, part="dialog")


@login_required
@require_POST
def book(request: UserRequest, item_pk: int) -> HttpResponse:
    """Book a resource for the time of an item."""
    item = item_of(request, item_pk)
    resource = parse_id(request.POST.get("resource", ""))
    rows = resources.visible_to(request.user)
    found = get_object_or_404(rows, pk=resource)
    return act(
        request,
        item.visit,
        lambda: services.book_for_item(actor=request.user, item_id=item_pk, resource_id=found.pk),
        message=_("%(resource)s booked.") % {"resource": found.label},
        back=reverse("visits:item", args=[item_pk]),
        reopen=lambda: sheet(request, item_pk),
    )


@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: UserRequest, link_pk: int) -> HttpResponse:
    """Record the proof of a booking."""
    link = _link(request, link_pk)
    require(request.user.may("resources.confirm"))
    form = ProofForm(posted(request))
    return dialog(
        request,
        link.item.visit,
        form,
        lambda: services.confirm_for_item(actor=request.user, link_id=link_pk, **form.cleaned_data),
        title=_("Confirm %(resource)s") % {"resource": link.booking.resource.label},
        save=_("Confirm"),
        message=_("Booking confirmed."),
        back=reverse("visits:item", args=[link.item_id]),
        reopen=lambda: sheet(request, link.item_id),
    )


@login_required
@require_POST
def release(request: UserRequest, link_pk: int) -> HttpResponse:
    """Release a booking."""
    link = _link(request, link_pk)
    return act(
        request,
        link.item.visit,
        lambda: services.release_from_item(actor=request.user, link_id=link_pk),
        message=_("%(resource)s released.") % {"resource": link.booking.resource.label},
        back=reverse("visits:item", args=[link.item_id]),
        reopen=lambda: sheet(request, link.item_id),
    )


def _usual_kind(item: AgendaItem) -> str:
    kinds = {"transfer": ResourceKind.VEHICLE, "tour": ResourceKind.SHOWROOM}
    return kinds.get(item.kind, ResourceKind.ROOM).value


def _may_book(request: UserRequest, item: AgendaItem) -> bool:
    user, visit = request.user, item.visit
    return permissions.can_plan(user, visit) or permissions.serves_logistics(user, visit)


def _link(request: UserRequest, link_pk: int) -> AgendaBooking:
    seen = AgendaBooking.objects.filter(item__visit__in=visible_to(request.user))
    link = get_object_or_404(seen.select_related("item", "booking__resource"), pk=link_pk)
    link.item.visit = visit_of(request, link.item.visit_id)
    return link
