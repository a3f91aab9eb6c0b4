"""Forms of guests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers import queries as customers
from yingke.domains.customers.models import Account, Contact
from yingke.domains.visits.models import Visit
from yingke.domains.visits.rules.guests import Known, preset_role
from yingke.domains.visits.rules.names import read_lines
from yingke.domains.visits.terms import GuestRole
from yingke.foundation.identity.models import User
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.refusals import explain


class ContactsChoice(forms.ModelMultipleChoiceField):
    """Several contacts of the customer; each says the role that a guest would get."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        known = Known(obj.pk, obj.influence, obj.is_decision_maker)
        vip = GuestRole.VIP.label if preset_role(known) == GuestRole.VIP else ""
        return " · ".join(str(text) for text in (obj.label, obj.title, vip) if text)


class NewGuestsField(forms.CharField):
    """People who are no contacts yet, one per line; its value is a list of `Person`."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> Any:
        try:
            return read_lines(super().clean(value))
        except RuleViolation as violation:
            raise forms.ValidationError(explain(violation)) from violation


def guest_fields(account: Account | None, *, user: User) -> dict[str, forms.Field]:
    """`contacts` to choose from and, for who may add contacts, `new` ones to type."""
    rows = Contact.objects.filter(account=account, active=True)
    fields: dict[str, forms.Field] = {
        "contacts": ContactsChoice(
            label=_("Contacts"),
            queryset=rows.order_by("-is_decision_maker", "-influence", "sort_key"),
            required=False,
        )
    }
    if account is not None and customers.may_edit_contacts(user, account):
        fields["new"] = NewGuestsField(
            label=_("New guests"),
            required=False,
            max_length=4000,
            help_text=_(
                "One per line: name, position, phone. They become contacts of the customer."
            ),
        )
    return fields


class GuestsForm(forms.Form):
    """Several guests at once."""

    def __init__(self, *args: Any, visit: Visit, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(guest_fields(visit.account, user=user))
        contacts: Any = self.fields["contacts"]
        contacts.queryset = contacts.queryset.exclude(pk__in=visit.guests.values("contact"))


class GuestForm(forms.Form):
    """The part that a guest plays."""

    role = forms.ChoiceField(label=_("Role"), choices=GuestRole.choices)
    expectation = forms.CharField(
        label=_("Expectations"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
