"""Skills and absences on the page of a person."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yingke.domains.people import services
from yingke.domains.people.web.forms import AbsenceForm, SkillForm
from yingke.domains.people.web.views.staff import visible_staff
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.pages import page, saved
from yingke.foundation.ui.refusals import explain


@login_required
@require_http_methods(["GET", "POST"])
def new_skill(request: UserRequest, pk: int) -> HttpResponse:
    """Certify a person in a skill, or renew the certificate."""
    staff = visible_staff(request, pk)
    form = SkillForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        values["skill_id"] = values.pop("skill").pk
        try:
            services.certify(actor=request.user, staff_id=pk, **values)
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return saved(request, _url(pk), message=_("Saved."))
    context = {"form": form, "title": _("Skill"), "back": _url(pk), "staff": staff}
    return page(request, "people/form.html", context, part="dialog")


@login_required
@require_POST
def withdraw_skill(request: UserRequest, pk: int, skill_pk: int) -> HttpResponse:
    """Take a skill back."""
    staff = visible_staff(request, pk)
    row = get_object_or_404(staff.skills, pk=skill_pk)
    services.withdraw_skill(actor=request.user, staff_skill_id=row.pk)
    return saved(request, _url(pk), message=_("Removed."))


@login_required
@require_http_methods(["GET", "POST"])
def new_absence(request: UserRequest, pk: int) -> HttpResponse:
    """Note that a person is away."""
    staff = visible_staff(request, pk, absence=True)
    form = AbsenceForm(request.POST or None, initial={"kind": "leave"})
    if request.method == "POST" and form.is_valid():
        try:
            services.note_absence(actor=request.user, staff_id=pk, **form.cleaned_data)
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return saved(request, _url(pk), message=_("Noted."))
    context = {"form": form, "title": _("Absence"), "back": _url(pk), "staff": staff}
    return page(request, "people/form.html", context, part="dialog")


@login_required
@require_POST
def remove_absence(request: UserRequest, pk: int, absence_pk: int) -> HttpResponse:
    """Take an absence back."""
    staff = visible_staff(request, pk, absence=True)
    row = get_object_or_404(staff.absences, pk=absence_pk)
    services.remove_absence(actor=request.user, absence_id=row.pk)
    return saved(request, _url(pk), message=_("Removed."))


def _url(pk: int) -> str:
    return reverse("people:detail", args=[pk])
