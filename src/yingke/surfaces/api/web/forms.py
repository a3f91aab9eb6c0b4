"""Forms of tokens and webhooks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui.widgets import Segments
from yingke.surfaces.api.publishing import KINDS
from yingke.surfaces.api.terms import Scope


class TokenForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("For example: CRM sync."))
    scope = forms.ChoiceField(
        label=_("Access"), choices=Scope.choices, widget=Segments, initial=Scope.READ
    )


class WebhookForm(forms.Form):
    url = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https")
    kinds = forms.MultipleChoiceField(
        label=_("Events"),
        choices=[(kind, kind) for kind in KINDS],
        widget=forms.CheckboxSelectMultiple,
    )
