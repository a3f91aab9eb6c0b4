"""Measures, dimensions and conditions in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from yingke.domains.tiering.terms import SUMS

if TYPE_CHECKING:
    from yingke.domains.tiering.models import TierMove

DIMENSIONS: Final[Mapping[str, str | Promise]] = {
    "strategic_value": gettext_lazy("Strategic value"),
    "business_scale": gettext_lazy("Business scale"),
    "cooperation_depth": gettext_lazy("Depth of cooperation"),
    "innovation": gettext_lazy("Will to innovate"),
}
FIELDS: Final[Mapping[str, str | Promise]] = {
    **DIMENSIONS,
    "score": gettext_lazy("Value score"),
    "p_alive": gettext_lazy("P(active)"),
    "expected_purchases": gettext_lazy("Expected orders"),
    "expected_value": gettext_lazy("Expected revenue"),
    "recency": gettext_lazy("Days since the last order"),
    "frequency": gettext_lazy("Orders in a year"),
    "monetary": gettext_lazy("Revenue in a year"),
    "monetary_before": gettext_lazy("Revenue of the year before"),
    "mean_order_value": gettext_lazy("Mean order value"),
    "growth": gettext_lazy("Revenue growth"),
    "solution_share": gettext_lazy("Share of solutions"),
    "tenure": gettext_lazy("Days since the first order"),
    "payment_delay": gettext_lazy("Payment delay"),
    "overdue_amount": gettext_lazy("Overdue amount"),
    "interaction_frequency": gettext_lazy("Interactions in a year"),
    "silence": gettext_lazy("Days since the last interaction"),
    "contact_breadth": gettext_lazy("People met in a year"),
    "decision_makers_known": gettext_lazy("Decision makers known"),
    "decision_makers_met": gettext_lazy("Decision makers met"),
    "decision_maker_coverage": gettext_lazy("Decision makers covered"),
    "visit_frequency": gettext_lazy("Visits in a year"),
    "visit_recency": gettext_lazy("Days since the last visit"),
    "visit_conversion": gettext_lazy("Conversion of visits"),
    "response_time": gettext_lazy("Response time"),
    "resolution_time": gettext_lazy("Resolution time"),
    "complaints": gettext_lazy("Complaints in a year"),
    "complaints_per_order": gettext_lazy("Complaints per order"),
    "innovation_participation": gettext_lazy("Joint innovation projects"),
    "industry_influence": gettext_lazy("Industry influence"),
    "strategic_fit": gettext_lazy("Strategic fit"),
}
SHARES: Final = {"p_alive", "solution_share", "decision_maker_coverage", "visit_conversion"}


def field_name(name: str, titles: Mapping[str, str] | None = None) -> str:
    """A measure or dimension in the active language; a company's own by its title."""
    if titles and name in titles and name not in DIMENSIONS:
        return titles[name]
    return str(FIELDS.get(name, name))


def number(name: str, value: float | None) -> str:
    """A value of a field with the decimals it is read with; a dash where it is unknown."""
    if value is None:
        return "—"
    if name in SUMS:
        return money(value)
    if name in SHARES or name == "growth":
        return (
            f"{formats.number_format(round(value * 100, 1), 1)}%"
            if name != "p_alive"
            else (formats.number_format(round(value, 2), 2))
        )
    if name == "score" or name in DIMENSIONS:
        return formats.number_format(round(value, 1), 1)
    decimals = 0 if float(value).is_integer() else 1
    return formats.number_format(round(value, decimals), decimals, force_grouping=True)


def money(value: float) -> str:
    """CNY as it is read: 万 and 亿 in Chinese, thousands and millions in English."""
    chinese = (get_language() or "").startswith("zh")
    units = ((1e8, "亿"), (1e4, "万")) if chinese else ((1e6, "M"), (1e3, "K"))
    size, unit = next((one for one in units if abs(value) >= one[0]), (1, ""))
    shown = round(abs(value) / size, 2 if unit else 0)
    sign = "−" if value < 0 and shown else ""
    return f"{sign}¥{formats.number_format(shown, _decimals(shown))}{unit}"


def _decimals(value: float) -> int:
    return len(f"{value:.2f}".rstrip("0").partition(".")[2])


def fact(given: Mapping[str, Any]) -> str:
    """A condition with the value that met it: “Value score 81.4, at least 80”."""
    name = given["field"]
    if name in SUMS:  # who reads a reason need not be one who may see sums
        return condition((name, given["comparison"], given["bound"]))
    words = {"name": field_name(name), "value": number(name, given["value"])}
    words["bound"] = bound(name, given["bound"])
    sentences = {
        ">=": _("%(name)s %(value)s, at least %(bound)s"),
        ">": _("%(name)s %(value)s, above %(bound)s"),
        "<=": _("%(name)s %(value)s, at most %(bound)s"),
        "<": _("%(name)s %(value)s, below %(bound)s"),
    }
    return sentences[given["comparison"]] % words


def bound(name: str, value: float) -> str:
    """A limit of a rule, without decimals that say nothing."""
    if name in SUMS:
        return money(value)
    return number(name, value) if name in SHARES else f"{value:g}"


def condition(given: tuple[str, str, float]) -> str:
    """A condition of a rule: “Value score ≥ 80”."""
    name, comparison, limit = given
    sign = {">=": "≥", "<=": "≤"}.get(comparison, comparison)
    return f"{field_name(name)} {sign} {bound(name, limit)}"


def conditions(alternatives: Iterable[Iterable[tuple[str, str, float]]]) -> str:
    """An entry or exit: alternatives of conditions that hold together."""
    told = [_(" and ").join(condition(one) for one in group) for group in alternatives]
    return _(" or ").join(told)


def move_reason(move: TierMove) -> str:
    """Why a move is proposed, in one line."""
    return _("; ").join(fact(one) for one in move.facts) or _("The rules place it there")
