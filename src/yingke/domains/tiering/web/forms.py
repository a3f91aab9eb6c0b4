"""Forms of tier moves and rules."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers import queries as customers
from yingke.domains.tiering.models import Rating
from yingke.foundation.ui.model_forms import ModelEditForm


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}))


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)


class RatingForm(ModelEditForm):
    querysets = {"account": customers.account_choices}

    class Meta:
        model = Rating
        fields = ("account", "aspect", "score", "rated_on", "note")
