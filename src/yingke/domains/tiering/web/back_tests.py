"""A back-test in words and intervals; “not enough data” where the interval is too wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.customers.terms import Tier
from yingke.domains.tiering import wording
from yingke.domains.tiering.web import drawings
from yingke.engines.scoring.rates.intervals import Interval
from yingke.engines.scoring.tiers import BackTest

OUTCOMES: Final = {
    "churned": gettext_lazy("Churn"),
    "repurchased": gettext_lazy("Repurchase"),
    "revenue": gettext_lazy("Revenue"),
}


@dataclass(frozen=True)
class Separation:
    """Whether an outcome differs between two tiers: tone and words of the answer."""

    title: str
    answer: str
    tone: str
    words: str
    drawing: SafeString


def separations(tested: BackTest) -> list[Separation]:
    """The contrasts of neighbouring tiers, in the order of the rules."""
    found = []
    for one in tested.contrasts:
        gap = one.difference
        answer, tone = {
            True: (_("Separate"), "green"),
            False: (_("Not separate"), "neutral"),
            None: (_("Not enough data"), "amber"),
        }[one.separates]
        title = _("%(upper)s and %(lower)s") % {
            "upper": Tier(one.upper).label,
            "lower": Tier(one.lower).label,
        }
        words = _difference(one.outcome, gap)
        drawing = drawings.EMPTY
        if one.separates is not None and one.outcome != "revenue":
            drawing = drawings.interval(gap.low or 0, gap.high or 0, gap.estimate or 0, words)
        found.append(Separation(title, answer, tone, words, drawing))
    return found


def _difference(outcome: str, gap: Interval) -> str:
    if gap.estimate is None or gap.low is None or gap.high is None:
        return _("One of the tiers has no customers with orders.")
    name = OUTCOMES[outcome]
    if outcome == "revenue":
        values = [wording.money(value) for value in (gap.estimate, gap.low, gap.high)]
        unit = ""
    else:
        values = [f"{value * 100:+.1f}" for value in (gap.estimate, gap.low, gap.high)]
        unit = _(" percentage points")
    return _("%(name)s %(value)s%(unit)s, 95%% interval %(low)s to %(high)s") % {
        "name": name,
        "value": values[0],
        "unit": unit,
        "low": values[1],
        "high": values[2],
    }


@dataclass(frozen=True)
class OutcomeRow:
    """What became of a tier's customers under one set of rules."""

    tier: str
    customers: int
    value: str
    interval: str
    enough: bool


def outcome_rows(tested: BackTest, outcome: str) -> Sequence[OutcomeRow]:
    """The outcome by tier; no number where the interval is too wide."""
    rows = []
    for one in tested.tiers:
        found = one.outcomes[outcome]
        value = interval = ""
        if found.enough:
            value, low, high = (_value(outcome, v) for v in (found.estimate, found.low, found.high))
            interval = f"{low} – {high}"
        label = str(Tier(one.tier).label)
        rows.append(OutcomeRow(label, one.accounts, value, interval, found.enough))
    return rows


def _value(outcome: str, value: float | None) -> str:
    if value is None:
        return "—"
    return wording.money(value) if outcome == "revenue" else f"{value:.1%}"
