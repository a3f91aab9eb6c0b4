"""Forms of entitlements and placements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers import queries as customers
from yingke.domains.tiering.models import Entitlement, Placement, PlaybookStep, SavePlan
from yingke.domains.tiering.queries.entitlements import today
from yingke.foundation.identity.queries import active_users
from yingke.foundation.ui.model_forms import ModelEditForm
from yingke.foundation.ui.widgets import Combobox, DatePicker, FileDrop


class EntitlementForm(ModelEditForm):
    wide = ("note",)

    class Meta:
        model = Entitlement
        fields = (
            *("tier", "name", "name_en", "lasting", "every", "owed_by", "top", "note", "active"),
        )


class PlacementForm(ModelEditForm):
    querysets = {
        "account": customers.account_choices,
        "person": lambda user: active_users(),
    }
    wide = ("account", "note")

    class Meta:
        model = Placement
        fields = ("account", "person", "begins_on", "ends_on", "note")
        widgets = {
            "account": Combobox(source=reverse_lazy("customers:options")),
            "person": Combobox,
        }


class StepForm(ModelEditForm):
    class Meta:
        model = PlaybookStep
        fields = ("signal", "position", "name", "name_en", "owed_by", "days", "active")


class SavePlanForm(ModelEditForm):
    querysets = {
        "account": customers.account_choices,
        "owner": lambda user: active_users(),
    }
    wide = ("account", "cause", "alternatives")

    class Meta:
        model = SavePlan
        fields = (
            *("account", "cause", "alternatives", "at_risk", "owner", "opened_on"),
            *("state", "closed_on", "rescued"),
        )
        widgets = {
            "account": Combobox(source=reverse_lazy("customers:options")),
            "owner": Combobox,
        }

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if self.instance._state.adding and user is not None:
            self.initial.setdefault("owner", user.pk)
            self.initial.setdefault("opened_on", today())


class CompleteForm(forms.Form):
    """How a date was kept: the day, a sentence, and a file if there is one."""

    done_on = forms.DateField(label=_("Done on"), widget=DatePicker)
    proof = forms.CharField(
        label=_("How it was kept"), max_length=300, widget=forms.Textarea({"rows": 3})
    )
    file = forms.FileField(label=_("File"), required=False, widget=FileDrop)


class ExcuseForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 3}))


class MoveForm(forms.Form):
    planned_on = forms.DateField(label=_("Planned for"), widget=DatePicker)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed if the day is after the due date; the date then still counts as late."),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )
