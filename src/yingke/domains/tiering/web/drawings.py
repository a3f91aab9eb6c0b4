"""Drawings of scores and tiers as SVG: positions are attributes, colours are classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from yingke.domains.customers.terms import Tier

SERIES: Final = {Tier.STRATEGIC: 4, Tier.KEY: 2, Tier.POTENTIAL: 1, Tier.AT_RISK: 3}
GAUGE: Final = 172
EMPTY: Final = SafeString("")


def spark(values: Sequence[int], tier: str, label: str) -> SafeString:
    """The counts of a tier as a line."""
    low, high = min(values), max(values)
    room = (high - low) or 1
    step = 106 / max(len(values) - 1, 1)
    points = [
        (round(2 + n * step, 1), round(28 - (value - low) / room * 22, 1))
        for n, value in enumerate(values)
    ]
    line = " ".join(f"{x},{y}" for x, y in points)
    return format_html(
        '<svg class="tier-spark tier-series-{}" viewBox="0 0 112 32" role="img" aria-label="{}">'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="3"/></svg>',
        SERIES[Tier(tier)], label, line, *points[-1],
    )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A limit on a scale, with its words below."""

    value: float
    words: str


def gauge(value: float | None, lines: Sequence[Line], *, most: float, label: str) -> SafeString:
    """A value on its scale from 0, with the limits that decide."""
    if value is None:
        return EMPTY

    def x(of: float) -> float:
        return round(4 + min(max(of / most, 0), 1) * (GAUGE - 8), 1)

    marks = format_html_join(
        "",
        '<line class="gauge-line" x1="{}" y1="2" x2="{}" y2="18"/>'
        '<text x="{}" y="32" text-anchor="{}">{}</text>',
        (
            (x(line.value), x(line.value), x(line.value), _side(n, len(lines)), line.words)
            for n, line in enumerate(sorted(lines, key=lambda one: one.value))
        ),
    )
    return format_html(
        '<svg class="gauge" viewBox="0 0 {} 36" role="img" aria-label="{}">'
        '<rect class="gauge-ground" x="0" y="7" width="{}" height="6" rx="3"/>{}'
        '<circle class="gauge-dot" cx="{}" cy="10" r="5"/></svg>',
        GAUGE, label, GAUGE, marks, x(value),
    )  # fmt: skip


def _side(place: int, count: int) -> str:
    return "middle" if count == 1 else "end" if place == 0 else "start"


def interval(low: float, high: float, at: float, label: str) -> SafeString:
    """A difference in percentage points with its interval on a scale from -40 to 40."""

    def x(value: float) -> float:
        return round(150 + min(max(value, -0.4), 0.4) * 350, 1)

    return format_html(
        '<svg class="interval" viewBox="0 0 300 30" role="img" aria-label="{}">'
        '<line class="interval-zero" x1="150" y1="2" x2="150" y2="18"/>'
        '<text x="150" y="29" text-anchor="middle">0</text>'
        '<line class="interval-line" x1="{}" y1="10" x2="{}" y2="10"/>'
        '<circle class="interval-dot" cx="{}" cy="10" r="4"/></svg>',
        label, x(low), x(high), x(at),
    )  # fmt: skip


BAR_WIDTH: Final = 760


def score_bar(
    parts: Sequence[tuple[str, str, float]],
    lines: Sequence[tuple[str, float, str]],
    total: float,
    label: str,
) -> SafeString:
    """The score as a sum: `parts` are title, sum in words, contribution; `lines` words, value,
    class (enter-line, leave-line, other-line)."""
    scale = BAR_WIDTH / 100
    drawn, at = [], 0.0
    for n, (title, words, contribution) in enumerate(parts):
        width = round(contribution * scale, 1)
        named = width > 74
        drawn.append(
            (
                *(n % 4 + 1, round(at * scale, 1), width, f"{title} {words}"),
                *(round(at * scale + 8, 1), title if named else ""),
                *(round(at * scale + 8, 1), words if named else ""),
            )
        )
        at += contribution
    segments = format_html_join(
        "",
        '<g class="score-part part-{}"><rect x="{}" y="24" width="{}" height="44">'
        '<title>{}</title></rect><text class="ink bold" x="{}" y="42">{}</text>'
        '<text x="{}" y="58">{}</text></g>',
        drawn,
    )
    marks = format_html_join(
        "",
        '<line class="{}" x1="{}" y1="18" x2="{}" y2="76"/>'
        '<text class="ink" x="{}" y="90" text-anchor="{}">{}</text>',
        (_mark(words, round(value * scale, 1), kind) for words, value, kind in lines),
    )
    x = round(total * scale, 1)
    return format_html(
        '<svg class="score-bar" viewBox="0 0 {} 96" role="img" aria-label="{}">'
        '<rect class="score-rest" x="0" y="24" width="{}" height="44"/>{}{}'
        '<path class="score-mark" d="M{} 22l-5 -8h10z"/>'
        '<text class="ink bold" x="{}" y="10" text-anchor="middle">{}</text></svg>',
        BAR_WIDTH, label, BAR_WIDTH, segments, marks, x, min(max(x, 20), 740), f"{total:.1f}",
    )  # fmt: skip


def _mark(words: str, x: float, kind: str) -> tuple[object, ...]:
    """A line with its words: those of an entry on its right, all others on its left."""
    right = kind == "enter-line"
    return kind, x, x, x + (4 if right else -4), "start" if right else "end", words


RADAR: Final = 300
RADIUS: Final = 100


def radar(
    axes: Sequence[tuple[str, str]],
    shapes: Mapping[str, Sequence[float | None]],
    label: str,
) -> SafeString:
    """`axes` are names with addresses, `shapes` points from 0 to 100 by class name."""
    middle = RADAR / 2

    def at(place: int, value: float) -> tuple[float, float]:
        angle = 2 * pi * place / len(axes) - pi / 2
        reach = value / 100 * RADIUS
        return round(middle + reach * cos(angle), 1), round(middle + reach * sin(angle), 1)

    def outline(values: Sequence[float | None]) -> str:
        return " ".join("{},{}".format(*at(n, value or 0)) for n, value in enumerate(values))

    rings = format_html_join(
        "",
        '<polygon class="radar-ring" points="{}"/>',
        ((outline([ring] * len(axes)),) for ring in (25, 50, 75, 100)),
    )
    areas = format_html_join(
        "",
        '<polygon class="radar-{}" points="{}"/>',
        ((name, outline(values)) for name, values in shapes.items()),
    )
    names = format_html_join(
        "",
        '<a href="{}"><text class="ink" x="{}" y="{}" text-anchor="middle">{}</text></a>',
        ((url, *at(n, 124), name) for n, (name, url) in enumerate(axes)),
    )
    return format_html(
        '<svg class="radar" viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}{}</svg>',
        RADAR, RADAR, label, rings, areas, names,
    )  # fmt: skip
