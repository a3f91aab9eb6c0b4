"""Shared base of the forms of visits."""

from __future__ import annotations

from django import forms

from yingke.foundation.ui.edits import EditForm


class VersionForm(EditForm):
    """A form with the version of the record that its reader has seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
