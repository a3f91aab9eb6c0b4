"""Forms of working calendars."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yingke.foundation.kernel import bounds
from yingke.foundation.ui.widgets import DatePicker, Segments, TimePicker

MOST_DAYS: Final = 60  # of one line: a longer holiday is a typing error in the year
LONGEST_LINE: Final = 300
WORKING: Final = {
    **dict.fromkeys(("班", "上班", "工作日", "working", "work"), True),
    **dict.fromkeys(("休", "放假", "休息", "off", "holiday"), False),
}
LINE: Final = re.compile(r"(\S+?)(?:\s*[~～–至]\s*(\S+?))?[\s,，;；]+([^\s,，;；]+)[\s,，;；]*(.*)")


class DaysForm(forms.Form):
    """The announced holidays and adjusted working days of a year."""

    text = forms.CharField(
        label=_("Days"),
        widget=forms.Textarea(
            attrs={"rows": 10, "placeholder": "2027-02-05~2027-02-11 休 春节\n2027-01-30 班"}
        ),
        help_text=_("One day or range per line: date, “off” or “working”, and a note."),
        max_length=20_000,
    )

    def clean_text(self) -> dict[date, tuple[bool, str]]:
        days: dict[date, tuple[bool, str]] = {}
        faults = []
        for number, line in enumerate(self.cleaned_data["text"].splitlines(), 1):
            if not line.strip():
                continue
            found = _days_of(line.strip())
            if found is None:
                faults.append(_("Line %(number)s: “%(line)s” isn't understood.") % {
                    "number": number, "line": line.strip()[:80],
                })  # fmt: skip
            days |= found or {}
        if faults:
            raise ValidationError([str(one) for one in faults[:10]])
        return days


def _days_of(line: str) -> dict[date, tuple[bool, str]] | None:
    match = LINE.fullmatch(line) if len(line) <= LONGEST_LINE else None
    if match is None or match[3].lower() not in WORKING:
        return None
    try:
        first = _day(match[1])
        last = _day(match[2]) if match[2] else first
    except ValueError:
        return None
    if not (bounds.is_within(first) and bounds.is_within(last)):
        return None
    if not timedelta() <= last - first < timedelta(days=MOST_DAYS):
        return None
    value = WORKING[match[3].lower()], match[4].strip()[:200]
    return {first + timedelta(days=n): value for n in range((last - first).days + 1)}


def _day(text: str) -> date:
    year, month, day = re.split(r"[-/.年月]", text.removesuffix("日"))
    return date(int(year), int(month), int(day))


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
