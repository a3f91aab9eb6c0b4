"""Registers of staff and skills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingke.domains.people import permissions, queries, services
from yingke.domains.people.models import Skill, Staff
from yingke.domains.people.terms import SpokenLanguage
from yingke.domains.people.web.forms import SkillForm, StaffForm
from yingke.foundation.identity.models import OrgUnit
from yingke.foundation.ui import register
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.register import IN_USE, OUT_OF_USE, Register
from yingke.foundation.ui.register.tables import matching
from yingke.foundation.ui.tables import Column, Filters

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString


class StaffFilters(Filters):
    """Search words, department with its sub-units, skill and language."""

    q = forms.CharField(label=_("Search"), required=False)
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=OrgUnit.objects.order_by("path"), required=False
    )
    skill = forms.ModelChoiceField(
        label=_("Skill"), queryset=queries.active_skills(), required=False, to_field_name="code"
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("All")), *SpokenLanguage.choices], required=False
    )

    def narrow(self, queryset: QuerySet[Staff]) -> QuerySet[Staff]:
        wanted = self.cleaned_data
        queryset = matching(queryset, wanted["q"] or "")
        if wanted["department"]:
            queryset = queryset.filter(department__path__startswith=wanted["department"].path)
        if wanted["skill"]:
            queryset = queryset.filter(pk__in=wanted["skill"].holders.values("staff"))
        if wanted["language"]:
            queryset = queryset.filter(languages__contains=[wanted["language"]])
        return queryset


def _state(staff: Staff) -> SafeString:
    if staff.active:
        return pill(gettext("Employed"), tone="green")
    return pill(gettext("Left the company"))


STAFF = Register(
    code="staff",
    prefix="",
    model=Staff,
    label=_("Staff"),
    new=_("New person"),
    icon="users-round",
    path="people/",
    rows=lambda user: queries.visible_to(user).select_related("department", "site", "user"),
    can_edit=permissions.can_edit,
    columns=("name", "department", "title", "languages", "phone"),
    hidden=(
        *("email", "number", "site"),
        Column("user", _("Sign-in"), "user.email"),
        Column("active", _("Status"), _state),
    ),
    filters=StaffFilters,
    key=("number",),
    form=StaffForm,
    save=services.save_staff,
)
SKILLS = Register(
    code="skills",
    model=Skill,
    label=_("Skills"),
    new=_("New skill"),
    icon="graduation-cap",
    path="people/skills/",
    rows=queries.skills_visible_to,
    can_edit=permissions.can_edit,
    columns=("name", "kind", "code", "active"),
    filters=("kind",),
    key=("code",),
    bulk=(OUT_OF_USE, IN_USE),
    form=SkillForm,
    save=services.save_skill,
)
register.add(STAFF, SKILLS)
