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
from yingke.domains.visits.web.forms.guests import GuestForm
from yingke.domains.visits.web.views.editing import act, dialog, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.pages import posted


@login_required
@require_http_methods(["GET", "POST"])
def add(request: UserRequest, pk: int) -> HttpResponse:
    """Add a contact of the customer as a guest."""
    visit = visit_of(request, pk)
    require(_may_change(request, visit))
    form = GuestForm(posted(request), visit=visit)
    return dialog(
        request,
        visit,
        form,
        lambda: _set(request, visit, form),
        title=_("Add guest"),
        save=_("Add"),
        message=_("Guest added."),
        intro=_("Guests are contacts of the customer. Is someone missing?"),
        intro_url=reverse("customers:detail", args=[visit.account_id]),
        intro_link=_("Add them as a contact"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def change(request: UserRequest, guest_pk: int) -> HttpResponse:
    """Change the role of a guest."""
    guest = _guest(request, guest_pk)
    visit = visit_of(request, guest.visit_id)
    require(_may_change(request, visit))
    initial = {"contact": guest.contact, "role": guest.role, "expectation": guest.expectation}
    form = GuestForm(posted(request), visit=visit, guest=guest, initial=initial)
    return dialog(
        request,
        visit,
        form,
        lambda: _set(request, visit, form),
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


def _set(request: UserRequest, visit: Visit, form: GuestForm) -> None:
    data = form.cleaned_data
    services.set_guest(
        actor=request.user,
        visit_id=visit.pk,
        contact_id=data["contact"].pk,
        role=data["role"],
        expectation=data["expectation"],
    )


def _may_change(request: UserRequest, visit: Visit) -> bool:
    user = request.user
    return permissions.can_edit_request(user, visit) or permissions.can_plan(user, visit)


def _guest(request: UserRequest, guest_pk: int) -> Guest:
    seen = Guest.objects.filter(visit__in=visible_to(request.user))
    return get_object_or_404(seen.select_related("contact"), pk=guest_pk)
