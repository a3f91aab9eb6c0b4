"""The forms of the customer pages; they check shape, the rules check meaning."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers import queries
from yingke.domains.customers.models import Account, Contact
from yingke.domains.customers.terms import (
    AccountStatus,
    AgreementKind,
    Attitude,
    Country,
    DecisionRole,
    Industry,
    Influence,
    Language,
    PreferenceKind,
    Region,
    Stance,
    Tier,
)
from yingke.foundation.identity.models import OrgUnit, User
from yingke.foundation.identity.queries import active_users, tree
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.widgets import Combobox, DatePicker, FileDrop, Segments

NOTE = forms.Textarea(attrs={"rows": 3})


class AccountForm(EditForm):
    """A customer, when it is added and when it is edited."""

    name = forms.CharField(label=_("Full name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    credit_code = forms.CharField(
        label=_("Unified social credit code"), max_length=40, required=False
    )
    industry = forms.ChoiceField(label=_("Industry"), choices=Industry.choices)
    region = forms.ChoiceField(label=_("Region"), choices=Region.choices)
    country = forms.ChoiceField(label=_("Country"), choices=Country.choices, initial="CN")
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    account_manager = forms.ModelChoiceField(
        label=_("Account manager"), queryset=User.objects.none(), widget=Combobox
    )
    director = forms.ModelChoiceField(
        label=_("Customer director"),
        queryset=User.objects.none(),
        widget=Combobox,
        required=False,
    )
    department = forms.ModelChoiceField(label=_("Department"), queryset=OrgUnit.objects.none())
    parent = forms.ModelChoiceField(
        label=_("Parent company"),
        queryset=Account.objects.none(),
        widget=Combobox(source=reverse_lazy("customers:options")),
        required=False,
    )
    status = forms.ChoiceField(label=_("Status"), choices=AccountStatus.choices)
    customer_since = forms.IntegerField(
        label=_("Customer since"), min_value=1900, max_value=2100, required=False
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), widget=NOTE, required=False)

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["account_manager"].queryset = active_users()
        fields["director"].queryset = active_users()
        fields["department"].queryset = tree()
        fields["parent"].queryset = queries.account_choices(reader)

    def clean_credit_code(self) -> str | None:
        return self.cleaned_data["credit_code"] or None


class TierForm(forms.Form):
    """A tier, set by hand."""

    tier = forms.ChoiceField(label=_("Tier"), choices=Tier.choices, widget=Segments)
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 2}))


class ContactForm(EditForm):
    """A person at a customer."""

    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = forms.CharField(label=_("English name"), max_length=100, required=False)
    title = forms.CharField(label=_("Position"), max_length=100, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    decision_role = forms.ChoiceField(
        label=_("Role in decisions"), choices=DecisionRole.choices, initial=DecisionRole.USER
    )
    influence = forms.TypedChoiceField(
        label=_("Influence"), choices=Influence.choices, coerce=int, initial=Influence.MEDIUM
    )
    attitude = forms.ChoiceField(
        label=_("Attitude"), choices=Attitude.choices, initial=Attitude.UNKNOWN
    )
    concern = forms.CharField(label=_("Main concern"), max_length=300, required=False)
    is_decision_maker = forms.BooleanField(label=_("Key decision maker"), required=False)
    active = forms.BooleanField(label=_("Works there"), required=False, initial=True)


class PreferenceForm(forms.Form):
    """Something to know about a customer or a person there."""

    stance = forms.ChoiceField(
        label=_("Preference or taboo"),
        choices=Stance.choices,
        widget=Segments,
        initial=Stance.PREFERENCE,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=PreferenceKind.choices)
    contact = forms.ModelChoiceField(
        label=_("Applies to"), queryset=Contact.objects.none(), required=False
    )
    text = forms.CharField(label=_("What to know"), max_length=300)
    confidential = forms.BooleanField(
        label=_("Confidential"),
        help_text=_("Only who answers for the customer and the custodian can read it."),
        required=False,
    )

    def __init__(
        self, *args: Any, account: Account, may_be_confidential: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["contact"].queryset = queries.key_people(account)
        fields["contact"].empty_label = _("Everybody of this customer")
        if not may_be_confidential:
            del self.fields["confidential"]


class AgreementForm(forms.Form):
    """An agreement that was signed."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AgreementKind.choices, widget=Segments)
    number = forms.CharField(label=_("Number"), max_length=64, required=False)
    scope = forms.CharField(label=_("Scope"), max_length=300, required=False)
    signer = forms.ModelChoiceField(
        label=_("Signed by"), queryset=Contact.objects.none(), required=False
    )
    signed_on = forms.DateField(label=_("Signed on"), widget=DatePicker)
    valid_from = forms.DateField(label=_("Valid from"), widget=DatePicker)
    valid_until = forms.DateField(label=_("Valid until"), widget=DatePicker, required=False)

    upload = forms.FileField(
        label=_("Signed copy"),
        widget=FileDrop,
        required=False,
        help_text=_("A scan or photo, or a PDF; it can follow later."),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["signer"].queryset = queries.key_people(account)
        fields["signer"].empty_label = "–"


class CopyForm(forms.Form):
    """The signed copy of an agreement."""

    upload = forms.FileField(label=_("Signed copy"), widget=FileDrop)


class ReasonForm(forms.Form):
    """Why something ends before its time."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
