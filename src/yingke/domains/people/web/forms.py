"""The forms of the staff pages; they check shape, the rules check meaning."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.people import queries
from yingke.domains.people.models import Skill
from yingke.domains.people.terms import AbsenceKind, SkillLevel, SpokenLanguage
from yingke.foundation.identity.models import OrgUnit, Site, User
from yingke.foundation.identity.queries import active_users, sites, tree
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.widgets import Chips, Combobox, DatePicker, DateTimePicker, Segments


class StaffForm(EditForm):
    """A person of the company."""

    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = forms.CharField(label=_("English name"), max_length=100, required=False)
    number = forms.CharField(label=_("Staff number"), max_length=32)
    department = forms.ModelChoiceField(label=_("Department"), queryset=OrgUnit.objects.none())
    title = forms.CharField(label=_("Position"), max_length=100, required=False)
    site = forms.ModelChoiceField(
        label=_("Site"), queryset=Site.objects.none(), required=False, empty_label="–"
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=SpokenLanguage.choices, widget=Chips, required=False
    )
    user = forms.ModelChoiceField(
        label=_("Sign-in"), queryset=User.objects.none(), widget=Combobox, required=False
    )
    active = forms.BooleanField(label=_("Works here"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["department"].queryset = tree()
        fields["user"].queryset = active_users()
        # one that is no longer in use stays for those who work there
        own = Site.objects.filter(pk__in=[self.initial.get("site")])
        fields["site"].queryset = (sites() | own).order_by("sort_key", "pk")


class SkillForm(forms.Form):
    """A skill of a person."""

    skill = forms.ModelChoiceField(label=_("Skill"), queryset=Skill.objects.none())
    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=SkillLevel.choices,
        coerce=int,
        initial=SkillLevel.INDEPENDENT,
        widget=Segments,
    )
    certificate_number = forms.CharField(
        label=_("Certificate number"), max_length=64, required=False
    )
    certificate_until = forms.DateField(
        label=_("Certificate valid until"), widget=DatePicker, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["skill"].queryset = queries.active_skills()


class AbsenceForm(forms.Form):
    """When a person is away."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AbsenceKind.choices, widget=Segments)
    starts_at = forms.DateTimeField(label=_("From"), widget=DateTimePicker)
    ends_at = forms.DateTimeField(label=_("Until"), widget=DateTimePicker)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
