"""Forms of the customer pages."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers import queries
from yingke.domains.customers.models import (
    Account,
    Agreement,
    Contact,
    DuplicatePair,
    Interaction,
    Preference,
    Relationship,
)
from yingke.domains.customers.rules.merging import COLUMNS
from yingke.domains.customers.terms import Country, Tier
from yingke.domains.customers.web.cards import MOST_BYTES
from yingke.foundation.identity.queries import active_users, tree
from yingke.foundation.kernel import clock
from yingke.foundation.ui.model_forms import ModelEditForm
from yingke.foundation.ui.widgets import Combobox, FileDrop, Segments

CUSTOMERS = Combobox(source=reverse_lazy("customers:options"))
PEOPLE = Combobox(source=reverse_lazy("customers:contact-options"))


class NewName(forms.TextInput):
    """A customer's name that is compared with the known ones while it is typed."""

    template_name = "customers/widgets/new_name.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        asks = {
            "hx-get": reverse_lazy("customers:similar"),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": "#similar",
            "hx-sync": "this:replace",
        }
        super().__init__({**asks, **(attrs or {})})


class AccountForm(ModelEditForm):
    """The user who creates a customer is preset as its account manager."""

    number = forms.CharField(
        label=_("Number"),
        help_text=_("Leave empty to use the next number."),
        max_length=32,
        required=False,
    )
    credit_code = forms.CharField(
        label=_("Unified social credit code"), max_length=40, required=False, empty_value=None
    )
    country = forms.ChoiceField(label=_("Country"), choices=Country.choices, initial="CN")

    fixed = ("number",)
    querysets = {
        "account_manager": lambda user: active_users(),
        "director": lambda user: active_users(),
        "department": lambda user: tree(),
        "parent": queries.account_choices,
    }
    layout = (
        ("", ("name", "short_name", "name_en", "number", "credit_code", "industry", "size")),
        (_("Owners"), ("account_manager", "director", "department", "parent")),
        (_("Address and region"), ("region", "country", "language", "website", "address")),
        (_("More"), ("status", "customer_since", "note")),
    )
    wide = ("name", "address")

    class Meta:
        model = Account
        fields = (
            *(
                "number",
                "name",
                "short_name",
                "name_en",
                "credit_code",
                "industry",
                "size",
                "region",
            ),
            *("country", "language", "account_manager", "director", "department", "parent"),
            *("status", "customer_since", "website", "address", "note"),
        )
        widgets = {"account_manager": Combobox, "director": Combobox, "parent": CUSTOMERS}

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if self.instance._state.adding and user is not None:
            self.initial["account_manager"] = user.pk
            self.fields["name"].widget = NewName(self.fields["name"].widget.attrs)


class MergeForm(forms.Form):
    """Which side of a pair is kept, the versions that were seen, and the choice for each column."""

    kept_version = forms.IntegerField()
    absorbed_version = forms.IntegerField()

    def __init__(self, *args: Any, pair: DuplicatePair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = (pair.first_id, pair.second_id)
        self.fields["kept"] = forms.TypedChoiceField(
            choices=[(pk, pk) for pk in self.sides], coerce=int
        )
        for column in COLUMNS:
            sides = [("kept", ""), ("absorbed", "")]
            self.fields[column] = forms.ChoiceField(choices=sides, required=False)

    def columns(self) -> dict[str, Any]:
        """The arguments of `services.merge_accounts`."""
        values = self.cleaned_data
        (absorbed_id,) = {*self.sides} - {values["kept"]}
        return {
            "kept_id": values["kept"],
            "absorbed_id": absorbed_id,
            "kept_version": values["kept_version"],
            "absorbed_version": values["absorbed_version"],
            "take": [column for column in COLUMNS if values[column] == "absorbed"],
        }


class TierForm(forms.Form):
    tier = forms.ChoiceField(label=_("Tier"), choices=Tier.choices, widget=Segments)
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 2}))


class ContactForm(ModelEditForm):
    fixed = ("account",)
    querysets = {
        "account": queries.account_choices,
        "reports_to": queries.contacts_visible_to,
    }
    layout = (
        ("", ("account", "name", "name_en", "title", "language", "phone", "email", "consent")),
        (
            _("Decision making"),
            (
                *("decision_role", "influence", "attitude", "concern", "reports_to"),
                *("is_decision_maker", "active"),
            ),
        ),
        (_("Birthday"), ("birthday", "birthday_is_lunar")),
    )
    wide = ("account",)

    class Meta:
        model = Contact
        fields = (
            *("account", "name", "name_en", "title", "language", "phone", "email"),
            *("decision_role", "influence", "attitude", "concern", "is_decision_maker", "active"),
            *("reports_to", "birthday", "birthday_is_lunar", "consent"),
        )
        widgets = {"account": CUSTOMERS, "reports_to": PEOPLE}


class InteractionForm(ModelEditForm):
    """One contact; whom it was with is asked after the customer is known."""

    number = forms.CharField(
        label=_("Number"),
        help_text=_("Leave empty to use the next number."),
        max_length=40,
        required=False,
    )

    fixed = ("number", "account")
    querysets = {
        "account": queries.account_choices,
        "contact": queries.contacts_visible_to,
        "by": lambda user: active_users(),
    }
    layout = (
        ("", ("account", "contact", "channel", "held_at", "state", "summary")),
        (_("More"), ("reason", "by", "number")),
    )
    wide = ("account", "summary", "reason")

    class Meta:
        model = Interaction
        fields = (
            *("number", "account", "contact", "channel", "held_at", "state", "summary", "reason"),
            "by",
        )
        widgets = {
            "account": CUSTOMERS, "contact": PEOPLE, "channel": Segments, "state": Segments,
            "by": Combobox,
        }  # fmt: skip

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if self.instance._state.adding and user is not None:
            self.initial.setdefault("by", user.pk)
            self.initial.setdefault("held_at", clock.now())


class PreferenceForm(ModelEditForm):
    pairs = False

    class Meta:
        model = Preference
        fields = ("stance", "kind", "contact", "text", "confidential")
        widgets = {"stance": Segments}

    def __init__(
        self, *args: Any, account: Account, may_be_confidential: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        contact = cast(forms.ModelChoiceField, self.fields["contact"])
        contact.queryset = queries.key_people(account)
        contact.empty_label = _("Everyone at this customer")
        if not may_be_confidential:
            del self.fields["confidential"]


class AgreementForm(ModelEditForm):
    file = forms.FileField(
        label=_("Signed copy"),
        widget=FileDrop,
        required=False,
        help_text=_("A scan, photo or PDF. You can add it later."),
    )
    pairs = False

    class Meta:
        model = Agreement
        fields = ("kind", "number", "scope", "signer", "signed_on", "valid_from", "valid_until")
        widgets = {"kind": Segments}

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        signer = cast(forms.ModelChoiceField, self.fields["signer"])
        signer.queryset = queries.key_people(account)


class RelationshipForm(ModelEditForm):
    pairs = False

    class Meta:
        model = Relationship
        fields = ("contact", "kind", "other", "note")
        widgets = {"kind": Segments}

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("contact", "other"):
            person = cast(forms.ModelChoiceField, self.fields[name])
            person.queryset = queries.key_people(account).filter(active=True)


class CardForm(forms.Form):
    file = forms.FileField(
        label=_("Contact card"),
        widget=FileDrop(accept=".vcf"),
        max_length=200,
        help_text=_("A vCard file (.vcf), as phones and mail programs send it."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large for a contact card."))
        return file


class CopyForm(forms.Form):
    file = forms.FileField(label=_("Signed copy"), widget=FileDrop)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)
