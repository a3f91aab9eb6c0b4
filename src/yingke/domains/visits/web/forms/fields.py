"""What the forms of the visit pages share."""

from __future__ import annotations

from django import forms

from yingke.foundation.ui.edits import EditForm


class VersionForm(EditForm):
    """A form over a record that others edit too: it carries the version its reader has seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
