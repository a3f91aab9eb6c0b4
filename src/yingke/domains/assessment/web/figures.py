"""An indicator as the pages show it: a row of the overview, its chart, and who makes it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yingke.domains.assessment.queries.insights import SHARES, Insight
from yingke.domains.assessment.rules import targets
from yingke.domains.assessment.rules.months import Month
from yingke.domains.assessment.rules.reading import Reading
from yingke.domains.assessment.web import words
from yingke.foundation.ui import charts
from yingke.foundation.ui.components.signs import pill

FULL = 1.25  # of the target: the end of the bar


@dataclass(frozen=True)
class Figure:
    """One indicator of one month in words; `share` is the bar, out of `FULL` hundredths."""

    code: str
    label: str
    definition: str | Promise
    value: str
    target: str
    basis: str
    interval: str
    enough: bool
    missed: bool
    share: float | None
    reached: str
    state: SafeString
    month_change: str
    year_change: str
    spark: SafeString
    url: str


@dataclass(frozen=True)
class Part:
    """One department, type, host or site of the month."""

    label: str
    value: str
    basis: str
    share: float | None
    tone: str
    url: str


def figure(insight: Insight) -> Figure:
    """An insight in words."""
    indicator, reading, state = insight.indicator, insight.reading, insight.state()
    label, tone = words.STATES[state]
    attained = targets.attainment(reading, insight.goal) if state != "unknown" else None
    return Figure(
        code=indicator.value,
        label=str(indicator.label),
        definition=words.DEFINITIONS[indicator],
        value=words.value(indicator, reading),
        target=words.target(indicator, insight.goal),
        basis=words.basis(indicator, reading),
        interval=words.interval(reading),
        enough=state != "unknown",
        missed=state in ("missed", "close"),
        share=None if attained is None else round(min(attained, FULL) * 100),
        reached="" if attained is None else f"{round(attained * 100)}%",
        state=pill(label, tone=tone),
        month_change=words.difference(indicator, reading, insight.before),
        year_change=words.difference(indicator, reading, insight.year_before),
        spark=_spark(insight, "amber" if state == "missed" else "accent"),
        url=address(indicator, insight.month),
    )


def address(indicator: str, month: Month) -> str:
    """The page of an indicator in a month."""
    return f"{reverse('assessment:indicator', args=[indicator])}?month={month}"


def line_chart(insight: Insight) -> SafeString:
    """Twelve months as a line with intervals and last year's line."""
    found = points(insight)
    scale = _scale(insight, found, from_zero=insight.indicator not in SHARES)
    return charts.line_chart(found, scale, label=str(insight.indicator.label))


def bar_chart(insight: Insight, *, plain: bool = False) -> SafeString:
    """Twelve months as bars; `plain` without links, for a picture."""
    found = points(insight, plain=plain)
    scale = _scale(insight, found, from_zero=True)
    return charts.bar_chart(found, scale, label=str(insight.indicator.label))


def points(insight: Insight, *, plain: bool = False) -> list[charts.Point]:
    """The twelve months of a chart; a share of too few has no value."""
    return [_point(insight, month, plain) for month in insight.month.last_twelve()]


def parts(
    insight: Insight, found: Mapping[Any, Reading], names: Mapping[Any, str], dimension: str
) -> list[Part]:
    """The parts of the month, those with most behind them first."""
    ordered = sorted(found.items(), key=lambda pair: (-pair[1].counted, str(pair[0])))
    return [
        _part(insight, names.get(key, _("Not set")), reading, f"&{dimension}={key or ''}")
        for key, reading in ordered
    ]


def _part(insight: Insight, label: str, reading: Reading, query: str) -> Part:
    state = targets.state(reading, insight.goal, smallest=insight.smallest)
    attained = targets.attainment(reading, insight.goal)
    known = state != "unknown" and attained is not None
    return Part(
        label=label,
        value=words.value(insight.indicator, reading) if known else str(words.STATES["unknown"][0]),
        basis=words.sample(reading),
        share=round(min(attained, FULL) * 100) if known and attained is not None else None,
        tone="accent" if state == "reached" else "amber",
        url=address(insight.indicator, insight.month) + query,
    )


def _point(insight: Insight, month: Month, plain: bool) -> charts.Point:
    indicator, reading = insight.indicator, insight.readings[month]
    beside, goal = insight.readings[month.plus(-12)], insight.goals[month]
    enough = reading.counted >= insight.smallest
    lines = [
        (words.month_name(month), words.value(indicator, reading)),
        (_("Included"), words.basis(indicator, reading)),
        (_("Target"), words.target(indicator, goal)),
    ]
    if beside.value is not None:
        lines.append((_("Same month last year"), words.value(indicator, beside)))
    if spread := words.interval(reading):
        lines.append((_("Confidence interval"), spread))
    return charts.Point(
        label=words.month_short(month),
        note=words.sample(reading),
        value=reading.value if enough else None,
        lines=tuple(lines),
        url="" if plain else address(indicator, month),
        current=month == insight.month,
        span=targets.interval(reading) if enough else None,
        beside=beside.value if beside.counted >= insight.smallest else None,
        goal=goal.value,
    )


def _scale(insight: Insight, found: list[charts.Point], *, from_zero: bool) -> charts.Scale:
    if insight.indicator in SHARES:
        return charts.scale_for(found, words.percent, most=1.0, from_zero=from_zero, unit=0.01)
    return charts.scale_for(found, words.duration, unit=words.HOUR)


def _spark(insight: Insight, tone: str) -> SafeString:
    months = insight.month.last_twelve()
    values = [insight.readings[month].value for month in months]
    goals = [insight.goals[month].value for month in months]
    return charts.sparkline(values, goals, tone=tone, label=_("Last 12 months"))
