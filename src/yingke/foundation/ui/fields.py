"""Form fields that several packages use."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from yingke.foundation.ui.widgets import DateTimePicker


class MinuteField(forms.DateTimeField):
    """A moment to the minute, in the reader's time zone."""

    widget = DateTimePicker

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **kwargs)

    def prepare_value(self, value: Any) -> Any:
        prepared = super().prepare_value(value)
        return (
            prepared.replace(second=0, microsecond=0)
            if isinstance(prepared, datetime)
            else prepared
        )
