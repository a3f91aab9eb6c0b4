"""Movers between tiers as bands, from the tiers on the left to those on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from yingke.domains.customers.terms import Tier
from yingke.domains.tiering.web.drawings import SERIES

WIDTH: Final = 760
LEFT, RIGHT, NODE = 160, 590, 10
TOP, GAP, LEAST = 16, 30, 34
PIXELS: Final = 9
"""The height of one customer, less where a period has many movers."""
TALLEST: Final = 420


@dataclass(frozen=True)
class Flow:
    """Customers who went from one tier to another."""

    before: str
    after: str
    count: int
    words: str
    url: str
    is_open: bool = False


def sankey(
    tiers: Sequence[str],
    flows: Sequence[Flow],
    notes: tuple[Mapping[str, str], Mapping[str, str]],
    *,
    label: str,
) -> SafeString:
    """`notes` are the lines beside each tier on the left and on the right."""
    unit = min(PIXELS, TALLEST / max(sum(flow.count for flow in flows), 1))
    sides = [_places(tiers, flows, side, unit) for side in ("before", "after")]
    height = max(max(low, top + LEAST) for side in sides for top, low in side.values()) + TOP
    used: dict[tuple[int, str], float] = {}
    bands = []
    for flow in sorted(flows, key=lambda one: (tiers.index(one.before), tiers.index(one.after))):
        size = flow.count * unit
        ends = []
        for side, tier in enumerate((flow.before, flow.after)):
            offset = used.get((side, tier), 0.0)
            used[side, tier] = offset + size
            ends.append(round(sides[side][tier][0] + offset, 1))
        bands.append(
            (
                *(flow.url, flow.words, SERIES[Tier(flow.after)]),
                *(" is-open" if flow.is_open else "", _band(ends[0], ends[1], size), flow.words),
                *(RIGHT - 8, round(ends[1] + size / 2 + 4, 1), flow.count),
            )
        )
    drawn = format_html_join(
        "",
        '<a href="{}" aria-label="{}"><path class="flow tier-series-{}{}" d="{}">'
        '<title>{}</title></path><text x="{}" y="{}" text-anchor="end">{}</text></a>',
        bands,
    )
    nodes = _nodes(tiers, sides[0], 0, notes[0]) + _nodes(tiers, sides[1], 1, notes[1])
    return format_html(
        '<svg class="sankey" viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}</svg>',
        WIDTH, round(height), label, drawn, nodes,
    )  # fmt: skip


def _places(
    tiers: Sequence[str], flows: Sequence[Flow], side: str, unit: float
) -> dict[str, tuple[float, float]]:
    """Top and bottom of each tier on one side."""
    found, y = {}, float(TOP)
    for tier in tiers:
        size = sum(flow.count for flow in flows if getattr(flow, side) == tier) * unit
        found[tier] = (y, y + size)
        y += max(size, LEAST) + GAP
    return found


def _band(left: float, right: float, size: float) -> str:
    x1, x2 = LEFT + NODE, RIGHT
    middle = (x1 + x2) / 2
    down = round(left + size, 1), round(right + size, 1)
    return (
        f"M{x1} {left}C{middle} {left} {middle} {right} {x2} {right}"
        f"L{x2} {down[1]}C{middle} {down[1]} {middle} {down[0]} {x1} {down[0]}Z"
    )


def _nodes(
    tiers: Sequence[str],
    places: Mapping[str, tuple[float, float]],
    side: int,
    notes: Mapping[str, str],
) -> SafeString:
    x, text, anchor = (LEFT, LEFT - 10, "end") if side == 0 else (RIGHT, RIGHT + NODE + 10, "start")
    return format_html_join(
        "",
        '<rect class="node tier-series-{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>'
        '<text class="ink bold" x="{}" y="{}" text-anchor="{}">{}</text>'
        '<text x="{}" y="{}" text-anchor="{}">{}</text>',
        (
            (
                *(SERIES[Tier(tier)], x, round(places[tier][0], 1), NODE),
                max(round(places[tier][1] - places[tier][0], 1), 2),
                *(text, round(places[tier][0] + 12, 1), anchor, Tier(tier).label),
                *(text, round(places[tier][0] + 29, 1), anchor, notes[tier]),
            )
            for tier in tiers
        ),
    )
