"""The form of pairwise comparisons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yingke.domains.tiering import wording
from yingke.domains.tiering.rules import weights

SCALE: Final = tuple(
    zip(
        weights.SCALE,
        (
            gettext_lazy("extremely more"),
            gettext_lazy("much more"),
            gettext_lazy("clearly more"),
            gettext_lazy("slightly more"),
            pgettext_lazy("comparison", "equally"),
            gettext_lazy("slightly less"),
            gettext_lazy("clearly less"),
            gettext_lazy("much less"),
            gettext_lazy("extremely less"),
        ),
        strict=True,
    )
)


class ComparisonForm(forms.Form):
    """One choice for each pair of dimensions, in the order of the card."""

    def __init__(
        self, data: Any, *, card: Mapping[str, Any], said: Sequence[Sequence[Any]]
    ) -> None:
        super().__init__(data)
        self.pairs = weights.pairs(card)
        titles = {one["name"]: one.get("title", "") for one in card["dimensions"]}
        before = {(a, b): place_of(float(ratio)) for a, b, ratio in said}
        for number, pair in enumerate(self.pairs):
            first, second = (wording.field_name(name, titles) for name in pair)
            self.fields[f"pair_{number}"] = forms.TypedChoiceField(
                label=_("%(first)s : %(second)s") % {"first": first, "second": second},
                choices=[(place, words) for place, (_ratio, words) in enumerate(SCALE)],
                initial=before.get(pair, place_of(1.0)),
                coerce=int,
            )

    @property
    def said(self) -> list[tuple[str, str, float]]:
        """The comparisons as the service takes them."""
        return [
            (a, b, SCALE[self.cleaned_data[f"pair_{number}"]][0])
            for number, (a, b) in enumerate(self.pairs)
        ]


def place_of(ratio: float) -> int:
    """The place on the scale that is nearest to a ratio."""
    return min(range(len(SCALE)), key=lambda place: abs(SCALE[place][0] - ratio))
