"""Guests of a visit."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yingke.domains.visits import permissions
from yingke.domains.visits.models import Guest, Visit
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.services import guests as services
from yingke.domains.visits.web.forms.guests import GuestForm, GuestsForm
from yingke.domains.visits.web.views.editing import act, dialog, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.pages import posted


@login_required
@require_http_methods(["GET", "POST"])
def add(request: UserRequest, pk: int) -> HttpResponse:
    """Add several contacts of the customer, and new ones, as guests."""
    visit = visit_of(request, pk)
    require(_may_change(request, visit))
    form = GuestsForm(posted(request), visit=visit, user=request.user)
    return dialog(
        request,
        visit,
        form,
        lambda: services.add_guests(
            actor=request.user,
            visit_id=pk,
            contact_ids=[row.pk for row in form.cleaned_data["contacts"]],
            new=form.cleaned_data.get("new", ()),
        ),
        title=_("Add guests"),
        save=_("Add"),
        message=_("Guests added."),
        template="visits/guests_add.html",
    )


@login_required
@require_http_methods(["GET", "POST"])
def change(request: UserRequest, guest_pk: int) -> HttpResponse:
    """Change the role of a guest."""
    guest = _guest(request, guest_pk)
    visit = visit_of(request, guest.visit_id)
    require(_may_change(request, visit))
    initial = {"role": guest.role, "expectation": guest.expectation}
    form = GuestForm(posted(request), initial=initial)
    return dialog(
        request,
        visit,
        form,
        lambda: services.set_guest(
            actor=request.user,
            visit_id=visit.pk,
            contact_id=guest.contact_id,
            **form.cleaned_data,
        ),
        title=guest.contact.label,
        save=_("Save"),
        message=_("Guest updated."),
        remove_url=reverse("visits:guest-remove", args=[guest_pk]),
    )


@login_required
@require_POST
def remove(request: UserRequest, guest_pk: int) -> HttpResponse:
    """Remove a guest."""
    guest = _guest(request, guest_pk)
    visit = visit_of(request, guest.visit_id)
    return act(
        request,
        visit,
        lambda: services.remove_guest(
            actor=request.user, visit_id=visit.pk, contact_id=guest.contact_id
        ),
        message=_("Guest removed."),
    )


def _may_change(request: UserRequest, visit: Visit) -> bool:
    user = request.user
    return permissions.can_edit_request(user, visit) or permissions.can_plan(user, visit)


def _guest(request: UserRequest, guest_pk: int) -> Guest:
    seen = Guest.objects.filter(visit__in=visible_to(request.user))
    return get_object_or_404(seen.select_related("contact"), pk=guest_pk)
