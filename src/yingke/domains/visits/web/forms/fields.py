"""What the forms of the visit pages share."""

from __future__ import annotations

from django import forms

from yingke.domains.visits.web.messages import explain
from yingke.foundation.ui.edits import EditForm


class VersionForm(EditForm):
    """A form over a record that others edit too: it carries the version its reader has seen."""

    explain = staticmethod(explain)

    version = forms.IntegerField(widget=forms.HiddenInput)
