"""The staff register, and the page of one person."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.domains.people import permissions, queries, services
from yingke.domains.people.models import Staff, StaffSkill
from yingke.domains.people.rules.skills import Certified, judge
from yingke.domains.people.terms import SkillLevel
from yingke.domains.people.web.forms import StaffForm
from yingke.domains.people.web.tables import StaffTable, languages
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.pages import page, saved
from yingke.foundation.ui.tables import list_page

EDITED = (
    "name", "name_en", "number", "department", "title", "site", "phone", "email",
    "languages", "user", "active", "version",
)  # fmt: skip


@login_required
@require_GET
def staff_list(request: UserRequest) -> HttpResponseBase:
    """The staff that the reader may see."""
    rows = queries.visible_to(request.user).select_related("department")
    context = {"may_edit": permissions.can_edit(request.user)}
    return list_page(request, "people/list.html", StaffTable(request, rows), context)


@login_required
@require_GET
def staff_detail(request: UserRequest, pk: int) -> HttpResponse:
    """A person: skills with their certificates, absences, and what was changed."""
    rows = queries.visible_to(request.user).select_related("department", "user", "site")
    staff = get_object_or_404(rows, pk=pk)
    today = clock.today(ZoneInfo(settings.TIME_ZONE))
    may_edit = permissions.can_edit(request.user)
    skills = [
        (row, judge(_certified(row), needed=SkillLevel.LEARNING, on=today).reason)
        for row in queries.skills_of(staff)
    ]
    entries = journal.about("people.staff", staff.pk)[:12] if may_edit else []
    context = {
        "staff": staff,
        "other_name": staff.name_en if staff.label == staff.name else staff.name,
        "languages": languages(staff),
        "skills": skills,
        "expired": sum(reason == "expired" for _row, reason in skills),
        "absences": staff.absences.filter(ends_at__gt=clock.now()),
        "events": [(entry, journal.describe(entry)) for entry in entries],
        "may_edit": may_edit,
        "may_note_absence": permissions.can_note_absence(request.user, staff),
    }
    return page(request, "people/detail.html", context)


@needs("people.edit")
@require_http_methods(["GET", "POST"])
def new_staff(request: UserRequest) -> HttpResponse:
    """Add a person."""
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            staff = services.save_staff(actor=request.user, **form.columns())
        except RuleViolation as violation:
            form.refuse(violation)
        else:
            return saved(request, _url(staff.pk), message=_("Person added."))
    context = {"form": form, "title": _("New person"), "back": reverse("people:list")}
    return page(request, "people/staff_form.html", context, part="dialog")


@needs("people.edit")
@require_http_methods(["GET", "POST"])
def edit_staff(request: UserRequest, pk: int) -> HttpResponse:
    """Edit a person."""
    staff = get_object_or_404(queries.visible_to(request.user), pk=pk)
    stored = {name: getattr(staff, f"{name}_id", getattr(staff, name)) for name in EDITED}
    form = StaffForm(request.POST or None, initial=stored)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            services.save_staff(actor=request.user, pk=pk, version=version, **form.columns())
        except RuleViolation as violation:
            form.refuse(violation)
        else:
            return saved(request, _url(pk), message=_("Saved."))
    context = {"form": form, "title": staff.label, "back": _url(pk), "staff": staff}
    return page(request, "people/staff_form.html", context, part="dialog")


def visible_staff(request: UserRequest, pk: int, *, absence: bool = False) -> Staff:
    """The person, if the reader may change the skills (or the absences)."""
    staff = get_object_or_404(queries.visible_to(request.user), pk=pk)
    allowed = (
        permissions.can_note_absence(request.user, staff)
        if absence
        else permissions.can_edit(request.user)
    )
    if not allowed:
        raise Http404
    return staff


def _certified(row: StaffSkill) -> Certified:
    return Certified(SkillLevel(row.level), row.certificate_until)


def _url(pk: int) -> str:
    return reverse("people:detail", args=[pk])
