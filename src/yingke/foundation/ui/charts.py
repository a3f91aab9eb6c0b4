"""Charts as SVG that the server draws: months as a line or as bars, and a line in a table's cell.

Positions are attributes and colours are classes (``charts.css``), so that a chart follows the theme
and the page's security policy. A month with ``url`` is a link; what its ``lines`` say appears over
it, and is what a screen reader says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 760, 300
LEFT, RIGHT, TOP, BOTTOM = 52, 744, 28, 250
BAR = 30
TIP, LINE = 212, 18
SPARK_WIDTH, SPARK_HEIGHT, MARGIN = 132, 32, 4
EMPTY = SafeString("")


@dataclass(frozen=True)
class Point:
    """One month: `span` is its interval, `beside` last year's value, `goal` its target."""

    label: str
    note: str
    value: float | None
    lines: tuple[tuple[str, str], ...] = ()
    url: str = ""
    current: bool = False
    span: tuple[float, float] | None = None
    beside: float | None = None
    goal: float | None = None

    @property
    def spoken(self) -> str:
        return ", ".join(f"{label} {value}".strip() for label, value in self.lines)


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` as heights, and where the lines of the axis are."""

    low: float
    high: float
    step: float
    words: Callable[[float], str]

    def y(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(BOTTOM - share * (BOTTOM - TOP), 1)

    @property
    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * n for n in range(count + 1)]


def scale_for(
    points: Sequence[Point],
    words: Callable[[float], str],
    *,
    most: float | None = None,
    from_zero: bool = True,
    unit: float = 1,
) -> Scale:
    """A scale that holds all points, in even steps of `unit`; never above `most`."""
    shown = [value for p in points for value in (p.value, p.beside, p.goal, *(p.span or ()))]
    values = [value for value in shown if value is not None]
    high = max(values, default=unit) or unit
    low = 0.0 if from_zero else min(values, default=0)
    step = _step((high - low) / unit / 4 or 1) * unit
    low, high = floor(low / step) * step, ceil(high / step - 1e-9) * step
    if most is not None:
        high = min(high, most)
    return Scale(low, high if high > low else low + step, step, words)


def line_chart(points: Sequence[Point], scale: Scale, *, label: str) -> SafeString:
    """The months as a line, with intervals, last year's line and the target."""
    return _figure(points, scale, label, _intervals, _lines, _dots)


def bar_chart(points: Sequence[Point], scale: Scale, *, label: str) -> SafeString:
    """The months as bars from zero, last year's value as a stroke over each."""
    return _figure(points, scale, label, _bars)


def sparkline(
    values: Sequence[float | None], goals: Sequence[float], *, tone: str, label: str
) -> SafeString:
    """A line in a cell with its target; `label` is what a screen reader says."""
    known = [*(value for value in values if value is not None), *goals]
    low, high = min(known, default=0), max(known, default=1)
    room = (high - low) or 1
    step = (SPARK_WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)

    def at(place: int, value: float) -> tuple[float, float]:
        y = SPARK_HEIGHT - MARGIN - (value - low) / room * (SPARK_HEIGHT - 2 * MARGIN)
        return round(MARGIN + place * step, 1), round(y, 1)

    runs = _runs([None if v is None else at(n, v) for n, v in enumerate(values)])
    goal = _polyline([at(n, value) for n, value in enumerate(goals)], "chart-goal")
    last = runs[-1][-1] if runs else None
    dot = EMPTY
    if last:
        dot = format_html('<circle class="chart-dot" cx="{}" cy="{}" r="2.5"/>', *last)
    drawn = format_html_join("", "{}", ((_polyline(run, "chart-line"),) for run in runs))
    return format_html(
        '<svg class="spark spark-{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        tone, SPARK_WIDTH, SPARK_HEIGHT, label, goal, drawn, dot,
    )  # fmt: skip


Layer = Callable[[Sequence[Point], Scale], SafeString]


def _figure(points: Sequence[Point], scale: Scale, label: str, *layers: Layer) -> SafeString:
    parts = [_axis(points, scale), *(layer(points, scale) for layer in layers)]
    parts += [_goal(points, scale), _months(points)]
    return format_html(
        '<div class="chart"><svg viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg></div>',
        WIDTH, HEIGHT, label, format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip


def _x(points: Sequence[Point], place: int) -> float:
    return round(LEFT + (RIGHT - LEFT) / len(points) * (place + 0.5), 1)


def _axis(points: Sequence[Point], scale: Scale) -> SafeString:
    lines = (
        (LEFT, scale.y(tick), RIGHT, scale.y(tick), LEFT - 8, scale.y(tick) + 4, scale.words(tick))
        for tick in scale.ticks
    )
    return format_html_join(
        "",
        '<line class="chart-rule" x1="{}" y1="{}" x2="{}" y2="{}"/>'
        '<text x="{}" y="{}" text-anchor="end">{}</text>',
        lines,
    )


def _bars(points: Sequence[Point], scale: Scale) -> SafeString:
    return format_html_join("", "{}", ((_bar(n, points, scale),) for n in range(len(points))))


def _bar(place: int, points: Sequence[Point], scale: Scale) -> SafeString:
    point, x = points[place], _x(points, place)
    if point.value is None:
        bar = format_html('<circle class="chart-none" cx="{}" cy="{}" r="2.5"/>', x, BOTTOM - 8)
    else:
        y = min(scale.y(point.value), BOTTOM - 1)
        bar = format_html(
            '<rect class="chart-bar{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>',
            " is-current" if point.current else "", x - BAR / 2, y, BAR, round(BOTTOM - y, 1),
        )  # fmt: skip
    if point.beside is None:
        return bar
    y = scale.y(point.beside)
    return bar + format_html(
        '<line class="chart-beside" x1="{}" y1="{}" x2="{}" y2="{}"/>', x - 19, y, x + 19, y
    )


def _intervals(points: Sequence[Point], scale: Scale) -> SafeString:
    return format_html_join(
        "",
        '<line class="chart-span" x1="{}" y1="{}" x2="{}" y2="{}"/>',
        (
            (_x(points, n), scale.y(p.span[0]), _x(points, n), scale.y(p.span[1]))
            for n, p in enumerate(points)
            if p.span and p.value is not None
        ),
    )


def _lines(points: Sequence[Point], scale: Scale) -> SafeString:
    def runs(of: Callable[[Point], float | None], name: str) -> Iterator[tuple[SafeString]]:
        places = [
            None if (v := of(p)) is None else (_x(points, n), scale.y(v))
            for n, p in enumerate(points)
        ]
        yield from ((_polyline(run, name),) for run in _runs(places))

    return format_html_join("", "{}", runs(lambda p: p.beside, "chart-beside")) + format_html_join(
        "", "{}", runs(lambda p: p.value, "chart-line")
    )


def _dots(points: Sequence[Point], scale: Scale) -> SafeString:
    return format_html_join(
        "",
        '<circle class="chart-dot" cx="{}" cy="{}" r="{}"/>',
        (
            (_x(points, n), scale.y(p.value), 5 if p.current else 3.5)
            for n, p in enumerate(points)
            if p.value is not None
        ),
    )


def _goal(points: Sequence[Point], scale: Scale) -> SafeString:
    """The target as a dashed line with a step where it changed."""
    half = (RIGHT - LEFT) / len(points) / 2
    places = [
        (x, scale.y(p.goal))
        for n, p in enumerate(points)
        if p.goal is not None
        for x in (_x(points, n) - half, _x(points, n) + half)
    ]
    return _polyline(places, "chart-goal")


def _months(points: Sequence[Point]) -> SafeString:
    return format_html_join("", "{}", ((_month(n, points),) for n in range(len(points))))


def _month(place: int, points: Sequence[Point]) -> SafeString:
    point, x = points[place], _x(points, place)
    half = (RIGHT - LEFT) / len(points) / 2
    words = format_html(
        '<rect class="chart-hit" x="{}" y="{}" width="{}" height="{}" rx="6"/>'
        '<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>'
        '<text class="chart-note" x="{}" y="{}" text-anchor="middle">{}</text>',
        round(x - half, 1), TOP - 6, round(2 * half, 1), HEIGHT - TOP + 4,
        "is-current" if point.current else "", x, BOTTOM + 20, point.label,
        x, BOTTOM + 36, point.note,
    )  # fmt: skip
    if not point.url:
        return words
    return format_html(
        '<a class="chart-month" href="{}" aria-label="{}">{}{}</a>',
        point.url, point.spoken, words, _tip(point, x),
    )  # fmt: skip


def _tip(point: Point, x: float) -> SafeString:
    left = round(min(max(x - TIP / 2, LEFT), RIGHT - TIP), 1)
    height = 14 + LINE * len(point.lines)
    rows = (
        (left + 12, TOP + 4 + LINE * n, label, left + TIP - 12, TOP + 4 + LINE * n, value)
        for n, (label, value) in enumerate(point.lines, start=1)
    )
    return format_html(
        '<g class="chart-tip"><rect x="{}" y="{}" width="{}" height="{}" rx="8"/>{}</g>',
        left, TOP, TIP, height,
        format_html_join(
            "", '<text x="{}" y="{}">{}</text><text x="{}" y="{}" text-anchor="end">{}</text>', rows
        ),
    )  # fmt: skip


def _runs(places: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The stretches without a gap."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is not None:
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _polyline(places: Sequence[tuple[float, float]], name: str) -> SafeString:
    if not places:
        return EMPTY
    drawn = " ".join(f"{x},{y}" for x, y in places)
    return format_html('<polyline class="{}" points="{}"/>', name, drawn)


def _step(size: float) -> float:
    """The next of 1, 2, 2.5, 5 and 10, times a power of ten."""
    power = 10.0 ** floor(log10(size))
    return next(n * power for n in (1.0, 2.0, 2.5, 5.0, 10.0) if n * power >= size * 0.999)


# The colours of a picture that stands outside the pages: those of the light theme.
_STYLE = (
    "text{font:12px 'Noto Sans SC';fill:#626d76}.is-current{font-weight:600;fill:#13191e}"
    ".chart-rule{stroke:#e6e9eb}.chart-bar{fill:#a9d8d3}.chart-bar.is-current{fill:#0a8079}"
    ".chart-line{fill:none;stroke:#0a8079;stroke-width:2}.chart-dot{fill:#0a8079}"
    ".chart-span{stroke:#a9d8d3;stroke-width:5}.chart-beside{fill:none;stroke:#8a939a}"
    ".chart-goal{fill:none;stroke:#4a555e;stroke-dasharray:5 4}.chart-none{fill:#d5dadd}"
    ".chart-hit{fill:none}"
)


def alone(chart: SafeString) -> bytes:
    """A chart as an SVG file of its own."""
    begin, end = chart.index("<svg"), chart.index("</svg>") + len("</svg>")
    head, body = chart[begin:end].split(">", 1)
    return f'{head} xmlns="http://www.w3.org/2000/svg"><style>{_STYLE}</style>{body}'.encode()
