"""Forms of guests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models import Contact
from yingke.domains.visits.models import Guest, Visit
from yingke.domains.visits.terms import GuestRole
from yingke.foundation.ui.widgets import Combobox


class ContactChoice(forms.ModelChoiceField):
    """Contacts with their position."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.label} · {obj.title}" if obj.title else str(obj.label)


class GuestForm(forms.Form):
    """A guest, always a contact of the visit's customer."""

    contact = ContactChoice(label=_("Contact"), queryset=None, widget=Combobox())
    role = forms.ChoiceField(
        label=_("Role"), choices=GuestRole.choices, initial=GuestRole.COMPANION
    )
    expectation = forms.CharField(
        label=_("Expectations"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, visit: Visit, guest: Guest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contacts = Contact.objects.filter(account=visit.account, active=True)
        fields: dict[str, Any] = self.fields
        if guest is None:
            come = visit.guests.values("contact")
            fields["contact"].queryset = contacts.exclude(pk__in=come).order_by(
                "-is_decision_maker", "-influence", "sort_key"
            )
        else:
            fields["contact"].queryset = Contact.objects.filter(pk=guest.contact_id)
            fields["contact"].widget = forms.HiddenInput()
