"""Forms of approval chains and their steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.terms import Tier
from yingke.domains.procedures.models import ApprovalChain, ChainStep, VisitType
from yingke.domains.procedures.queries.steps import role_labels
from yingke.domains.procedures.services.chain_steps import StepFields
from yingke.domains.procedures.services.chains import ChainFields
from yingke.domains.procedures.terms import Approver, Occasion, Quorum, Urgency
from yingke.domains.procedures.web.forms.fields import VersionForm
from yingke.foundation.identity import queries as identity
from yingke.foundation.identity.models import Site
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.widgets import Combobox, Segments


def _any(choices: Any) -> list[tuple[str, Any]]:
    return [("", _("Any")), *choices]


class ChainForm(EditForm):
    """Name and conditions of a version."""

    name = forms.CharField(label=_("Name in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    urgency = forms.ChoiceField(
        label=_("Lead time"), choices=_any(Urgency.choices), required=False, widget=Segments
    )
    visit_type = forms.ModelChoiceField(
        label=_("Visit type"),
        queryset=VisitType.objects.filter(active=True),
        empty_label=_("Any"),
        required=False,
    )
    tier = forms.ChoiceField(label=_("Tier"), choices=_any(Tier.choices), required=False)
    site = forms.ModelChoiceField(
        label=_("Site"),
        queryset=Site.objects.filter(active=True),
        empty_label=_("Any"),
        required=False,
    )
    amount_from = forms.DecimalField(
        label=_("Amount from (CNY)"), min_value=0, max_digits=12, decimal_places=2, required=False
    )
    note = forms.CharField(label=_("Reason for this version"), max_length=300, required=False)

    def fields_given(self) -> ChainFields:
        """Return the values as the service takes them."""
        values = self.columns()
        return ChainFields(**{name: values[name] for name in ChainFields.__dataclass_fields__})


class StartChainForm(ChainForm):
    occasion = forms.ChoiceField(label=_("Decides on"), choices=Occasion.choices, widget=Segments)
    code = forms.SlugField(label=_("Short name"), max_length=40)
    field_order = ("occasion", "code")


class DescribeChainForm(ChainForm, VersionForm):
    """An existing draft."""


class StepForm(EditForm):
    name = forms.CharField(label=_("Name in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    position = forms.IntegerField(
        label=_("Order"),
        min_value=1,
        max_value=20,
        help_text=_("Steps with the same number are decided in parallel."),
    )
    approver = forms.ChoiceField(label=_("Approver"), choices=Approver.choices)
    role = forms.ChoiceField(label=_("Role"), required=False)
    person: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Person"), queryset=None, required=False, widget=Combobox()
    )
    quorum = forms.ChoiceField(
        label=_("Who has to approve"), choices=Quorum.choices, widget=Segments
    )
    hours = forms.IntegerField(
        label=_("Deadline in working hours"),
        min_value=0,
        max_value=200,
        help_text=_("0 for no deadline."),
    )
    escalate_to = forms.ChoiceField(
        label=_("Escalates to"),
        required=False,
        help_text=_("Holders of this role are told after the deadline and may decide too."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        roles = [("", "–"), *role_labels().items()]
        fields["role"].choices = fields["escalate_to"].choices = roles
        fields["person"].queryset = identity.active_users()

    def fields_given(self) -> StepFields:
        """Return the values as the service takes them."""
        values = self.columns()
        return StepFields(**{name: values[name] for name in StepFields.__dataclass_fields__})


class EditStepForm(StepForm, VersionForm):
    """An existing step."""


def chain_initial(chain: ApprovalChain) -> dict[str, Any]:
    """Return a stored version as initial values of the form."""
    names = ("name", "name_en", "urgency", "visit_type", "tier", "site", "amount_from", "note")
    return {"version": chain.revision, **{name: getattr(chain, name) for name in names}}


def step_initial(step: ChainStep) -> dict[str, Any]:
    """Return a stored step as initial values of the form."""
    names = ("name", "name_en", "position", "approver", "role", "person", "quorum", "hours")
    return {name: getattr(step, name) for name in (*names, "escalate_to", "version")}
