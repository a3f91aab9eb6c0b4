"""Form fields that several packages use."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

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


class WordsField(forms.CharField):
    """Several short texts on one line, separated by commas; its value is a list."""

    def __init__(self, *, longest: int | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Separate multiple entries with commas."))
        kwargs["help_text"] = kwargs["help_text"] or _("Separate multiple entries with commas.")
        super().__init__(**kwargs)
        self.longest = longest

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        text: str = super().clean(self.prepare_value(value))
        words = [word.strip() for word in re.split("[,，、;；]", text) if word.strip()]
        for word in words:
            if self.longest and len(word) > self.longest:
                raise forms.ValidationError(
                    _("“%(word)s” exceeds %(longest)s characters."),
                    params={"word": word, "longest": self.longest},
                )
        return words

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
