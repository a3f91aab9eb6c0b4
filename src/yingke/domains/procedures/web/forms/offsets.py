"""A time relative to the visit as amount, unit and side: 3 working days before the arrival."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from yingke.domains.procedures.rules import offsets
from yingke.foundation.kernel.errors import RuleViolation

UNITS: Final = [
    ("wd", _("working days")),
    ("d", _("days")),
    ("h", _("hours")),
    ("min", _("minutes")),
]
SIDES: Final = [
    ("arrival-", _("before arrival")),
    ("arrival+", _("after arrival")),
    ("end-", _("before the end")),
    ("end+", _("after the end")),
    ("submission+", _("after submission")),
]
LONGEST: Final = 999


class OffsetWidget(forms.MultiWidget):
    """Amount, unit and side next to each other."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        amount = {"aria-label": _("Quantity"), "min": 0, "max": LONGEST, "inputmode": "numeric"}
        super().__init__(
            {
                "amount": forms.NumberInput(amount),
                "unit": forms.Select({"aria-label": _("Unit")}, UNITS),
                "side": forms.Select({"aria-label": _("Relative to")}, SIDES),
            },
            attrs,
        )

    def decompress(self, value: str | None) -> list[Any]:
        if not value:
            return [1, "wd", "arrival-"]
        try:
            offset = offsets.parse(value)
        except RuleViolation:
            return [None, None, None]
        if not offset.amount:
            side = "arrival-" if offset.anchor == "arrival" else f"{offset.anchor}+"
            return [0, "h", side]
        sign = "-" if offset.amount < 0 else "+"
        return [abs(offset.amount), offset.unit, f"{offset.anchor}{sign}"]

    def _render(
        self, template_name: str, context: dict[str, Any], renderer: Any = None
    ) -> SafeString:
        parts = super()._render(template_name, context, renderer)  # type: ignore[misc]  # not in the stubs
        return format_html('<div class="offset">{}</div>', parts)


class OffsetField(forms.MultiValueField):
    """An offset such as `arrival-3wd`; an amount of 0 is the moment itself."""

    widget = OffsetWidget

    def __init__(self, **kwargs: Any) -> None:
        parts = (
            forms.IntegerField(min_value=0, max_value=LONGEST),
            forms.ChoiceField(choices=UNITS),
            forms.ChoiceField(choices=SIDES),
        )
        super().__init__(parts, **kwargs)

    def compress(self, data_list: list[Any]) -> str:
        if not data_list:
            return ""
        amount, unit, side = data_list
        return f"{side}{amount}{unit}" if amount else side.rstrip("+-")
