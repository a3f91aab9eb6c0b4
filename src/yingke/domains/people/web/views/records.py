"""Skills and absences of a person."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yingke.domains.people import permissions, queries, services
from yingke.domains.people.models import Staff
from yingke.domains.people.web.forms import AbsenceForm, CertificateForm
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.editing import Trail, edit_page, perform
from yingke.foundation.ui.pages import posted


@login_required
@require_http_methods(["GET", "POST"])
def new_skill(request: UserRequest, pk: int) -> HttpResponse:
    """Certify a person in a skill, or renew the certificate."""
    staff = _staff(request, pk)
    require(permissions.can_edit(request.user, staff))
    form = CertificateForm(posted(request))
    return edit_page(
        request,
        form,
        lambda: services.certify(actor=request.user, staff_id=pk, **form.columns()),
        title=_("Skill"),
        back=_url(pk),
        trail=_trail(staff),
    )


@login_required
@require_POST
def withdraw_skill(request: UserRequest, pk: int, skill_pk: int) -> HttpResponse:
    """Remove a certified skill."""
    row = get_object_or_404(_staff(request, pk).skills, pk=skill_pk)
    return perform(
        request,
        lambda: services.withdraw_skill(actor=request.user, staff_skill_id=row.pk),
        back=_url(pk),
        message=_("Removed."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def new_absence(request: UserRequest, pk: int) -> HttpResponse:
    """Record an absence."""
    staff = _staff(request, pk)
    require(permissions.can_note_absence(request.user, staff))
    form = AbsenceForm(posted(request), initial={"kind": "leave"})
    return edit_page(
        request,
        form,
        lambda: services.note_absence(actor=request.user, staff_id=pk, **form.columns()),
        title=_("Absence"),
        back=_url(pk),
        trail=_trail(staff),
        message=_("Added."),
    )


@login_required
@require_POST
def remove_absence(request: UserRequest, pk: int, absence_pk: int) -> HttpResponse:
    """Remove an absence."""
    row = get_object_or_404(_staff(request, pk).absences, pk=absence_pk)
    return perform(
        request,
        lambda: services.remove_absence(actor=request.user, absence_id=row.pk),
        back=_url(pk),
        message=_("Removed."),
    )


def _staff(request: UserRequest, pk: int) -> Staff:
    return get_object_or_404(queries.visible_to(request.user), pk=pk)


def _trail(staff: Staff) -> Trail:
    return [(_("Staff"), reverse("people:list")), (staff.label, _url(staff.pk))]


def _url(pk: int) -> str:
    return reverse("people:detail", args=[pk])
