"""Forms of working calendars."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui.widgets import DatePicker, Segments, TimePicker


class DayForm(forms.Form):
    """An exception of a calendar."""

    day = forms.DateField(label=_("Day"), widget=DatePicker)
    is_working = forms.TypedChoiceField(
        label=_("This day is"),
        choices=[("no", _("Day off")), ("yes", _("Working day"))],
        coerce=lambda value: value == "yes",
        initial="no",
        widget=Segments,
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class HoursForm(forms.Form):
    day_start = forms.TimeField(label=_("From"), widget=TimePicker)
    day_end = forms.TimeField(label=_("Until"), widget=TimePicker)
