"""Forms of the identity pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity import permissions, queries
from yingke.foundation.identity.models import OrgUnit, Role, Site, User
from yingke.foundation.ui.model_forms import ModelEditForm
from yingke.foundation.ui.widgets import Combobox, DateTimePicker, Segments


class AccountForm(ModelEditForm):
    """One's own name, and how the pages speak and look."""

    pairs = False

    class Meta:
        model = User
        fields = ("name", "name_en", "language", "theme")
        widgets = {"language": Segments, "theme": Segments}


class DelegationForm(forms.Form):
    taker = forms.ModelChoiceField(
        label=_("Delegate to"), queryset=User.objects.none(), widget=Combobox
    )
    starts_at = forms.DateTimeField(label=_("From"), widget=DateTimePicker)
    ends_at = forms.DateTimeField(label=_("Until"), widget=DateTimePicker)
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["taker"].queryset = queries.active_users().exclude(pk=giver.pk)


class UserForm(ModelEditForm):
    """Who signs in, and whether they may."""

    pairs = False

    class Meta:
        model = User
        fields: tuple[str, ...] = ("email", "name", "name_en", "is_active")


class NewUserForm(UserForm):
    """Without a password the user signs in through the identity provider only."""

    password = forms.CharField(
        label=_("Initial password"),
        help_text=_("Leave empty if they sign in through your company's identity provider."),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta(UserForm.Meta):
        fields = ("email", "name", "name_en")

    def clean_password(self) -> str | None:
        password = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password or None


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
        label=_("Scope"),
        queryset=OrgUnit.objects.order_by("path"),
        required=False,
        empty_label=_("Company-wide"),
    )


class RoleForm(ModelEditForm):
    """What a function in the company is called and what it allows."""

    permissions = forms.MultipleChoiceField(
        label=_("Permissions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: permissions.declared().items(),
    )
    fixed = ("code",)
    pairs = False

    class Meta:
        model = Role
        fields = ("code", "name", "name_en", "permissions")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = permissions.declared()
        kept = [(code, code) for code in self.instance.permissions if code not in known]
        field: Any = self.fields["permissions"]
        field.choices = [*known.items(), *kept]


class SiteForm(ModelEditForm):
    """A place where guests are received and people work."""

    class Meta:
        model = Site
        fields = (
            *("name", "name_en", "code", "address", "meeting_point", "calendar", "timezone"),
            "active",
        )


class UnitForm(ModelEditForm):
    """A company, a branch or a department, and what it belongs to."""

    fixed = ("code",)
    pairs = False

    class Meta:
        model = OrgUnit
        fields = ("kind", "parent", "code", "name", "name_en")
        widgets = {"kind": Segments}
        help_texts = {"code": _("Keep it short and don't change it later: imports refer to it.")}
