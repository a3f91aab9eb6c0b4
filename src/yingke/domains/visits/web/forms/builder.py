"""Forms of the agenda builder: each is one act, sent by its script or by a button."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yingke.domains.visits.rules import builder
from yingke.domains.visits.terms import AgendaKind, PartRole
from yingke.foundation.kernel.bounds import is_within
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui import dates
from yingke.foundation.ui.refusals import explain
from yingke.foundation.ui.widgets import Chips

LONGEST_SHIFT = 12 * 60  # minutes


class HourField(forms.CharField):
    """A time of day as one types it; gives minutes after midnight."""

    def to_python(self, value: Any) -> Any:
        text: Any = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return builder.read_time(text)
        except RuleViolation as violation:
            raise forms.ValidationError(explain(violation)) from None


class StampField(forms.CharField):
    """Where its editor saw an item (`Placement.stamp`)."""

    def to_python(self, value: Any) -> Any:
        text: Any = super().to_python(value)
        try:
            return builder.read_stamp(f"{text} " if text.count(" ") == 1 else text)
        except ValueError:
            raise forms.ValidationError(_("Reload the page and try again.")) from None


class TimesForm(forms.Form):
    """A day, two hours and a lane."""

    day = forms.DateField()
    starts = HourField()
    ends = HourField()
    lane = forms.CharField(required=False, max_length=210)

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not is_within(day):
            raise forms.ValidationError(_("Choose another day."))
        return day

    def placement(self) -> builder.Placement:
        """Return the valid form as a placement, in the time zone of the page."""
        data = self.cleaned_data
        starts_at, ends_at = (moment_of(data["day"], data[name]) for name in ("starts", "ends"))
        return builder.Placement(starts_at, ends_at, data["lane"])


class ArrangeForm(TimesForm):
    seen = StampField(strip=False)


class InsertForm(TimesForm):
    kind = forms.ChoiceField(choices=AgendaKind.choices)


class ShiftForm(forms.Form):
    item = forms.IntegerField(min_value=1)
    minutes = forms.IntegerField(min_value=-LONGEST_SHIFT, max_value=LONGEST_SHIFT)


class PersonForm(forms.Form):
    """A person for a role, or in place of another (`part`)."""

    staff = forms.IntegerField(min_value=1)
    role = forms.ChoiceField(choices=PartRole.choices, required=False)
    part = forms.IntegerField(min_value=1, required=False)


class UndoForm(forms.Form):
    token = forms.CharField(max_length=200_000)


class CopyForm(forms.Form):
    """The days to which an item is copied."""

    days = forms.MultipleChoiceField(label=_("Days"), widget=Chips)

    def __init__(self, *args: Any, days: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["days"]
        choices.choices = [(day.isoformat(), dates.day_words(day)) for day in days]

    def chosen(self) -> list[date]:
        return [date.fromisoformat(text) for text in self.cleaned_data["days"]]


def moment_of(day: date, minutes: int) -> datetime:
    """Return the moment so many minutes on the clock after the midnight of a day."""
    on, minute = divmod(minutes, 24 * 60)
    clock_time = time(minute // 60, minute % 60)
    return timezone.make_aware(datetime.combine(day + timedelta(days=on), clock_time))
