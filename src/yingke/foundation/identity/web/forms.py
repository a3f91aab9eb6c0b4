"""Forms of the identity pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yingke.foundation.identity import permissions, queries
from yingke.foundation.identity.models import OrgUnit, Role, Site, User
from yingke.foundation.identity.terms import Language, Theme, UnitKind
from yingke.foundation.ui.model_forms import ModelEditForm
from yingke.foundation.ui.widgets import Combobox, DateTimePicker, Segments


class AccountForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, widget=Segments)
    theme = forms.ChoiceField(label=_("Appearance"), choices=Theme.choices, widget=Segments)


class DelegationForm(forms.Form):
    taker = forms.ModelChoiceField(
        label=_("Acts for me"), queryset=User.objects.none(), widget=Combobox
    )
    starts_at = forms.DateTimeField(label=_("From"), widget=DateTimePicker)
    ends_at = forms.DateTimeField(label=_("Until"), widget=DateTimePicker)
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["taker"].queryset = queries.active_users().exclude(pk=giver.pk)


class PersonForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)


class NewPersonForm(PersonForm):
    """Without a password the user signs in through the identity provider only."""

    password = forms.CharField(
        label=_("First password"),
        help_text=_("Leave it empty if the person signs in through your company's provider."),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str | None:
        password = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password or None


class EditPersonForm(PersonForm):
    is_active = forms.BooleanField(label=_("May sign in"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        validators=[validate_password],
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class GrantForm(forms.Form):
    role = forms.ModelChoiceField(label=_("Role"), queryset=Role.objects.all())
    unit = forms.ModelChoiceField(
        label=_("In"),
        queryset=OrgUnit.objects.order_by("path"),
        required=False,
        empty_label=_("the whole company"),
    )


class RoleForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    permissions = forms.MultipleChoiceField(
        label=_("Permissions"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, held: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = permissions.declared()
        kept = [(code, code) for code in held or () if code not in known]
        fields: dict[str, Any] = self.fields
        fields["permissions"].choices = [*known.items(), *kept]


class NewRoleForm(RoleForm):
    code = forms.SlugField(label=_("Code"), max_length=40)
    field_order = ["code", "name", "name_en", "permissions"]


class EditRoleForm(RoleForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class SiteForm(ModelEditForm):
    """A place where guests are received and people work."""

    class Meta:
        model = Site
        fields = (
            *("name", "name_en", "code", "address", "meeting_point", "calendar", "timezone"),
            "active",
        )


class UnitForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices, widget=Segments)
    parent = forms.ModelChoiceField(
        label=_("Belongs to"), queryset=OrgUnit.objects.order_by("path"), required=False
    )
    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)


class NewUnitForm(UnitForm):
    code = forms.SlugField(
        label=_("Code"), max_length=40, help_text=_("Short and lasting: imports refer to it.")
    )
    field_order = ["kind", "parent", "code", "name", "name_en"]


class EditUnitForm(UnitForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
