"""Forms of follow-ups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.growth.terms import Outcome
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.widgets import FileDrop, Segments


class FinishForm(forms.Form):
    """The outcome of a step and a document that proves it."""

    note = forms.CharField(label=_("Result"), max_length=1000, widget=forms.Textarea({"rows": 4}))
    file = forms.FileField(
        label=_("File"),
        help_text=_("For example, the draft you sent or the minutes."),
        required=False,
        widget=FileDrop,
    )


class KeepForm(forms.Form):
    """How a promise was kept: a sentence, and a file if there is one."""

    proof = forms.CharField(
        label=_("How it was kept"), max_length=300, widget=forms.Textarea({"rows": 3})
    )
    file = forms.FileField(label=_("File"), required=False, widget=FileDrop)


class SkipForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For example: the customer asked not to be contacted this week."),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )


class ConcludeForm(EditForm):
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[choice for choice in Outcome.choices if choice[0] != Outcome.OPEN],
        widget=Segments,
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 4}))
