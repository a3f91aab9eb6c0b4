"""What the tier board shows, in words and drawings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yingke.domains.customers.terms import Tier
from yingke.domains.tiering import wording
from yingke.domains.tiering.models import Run
from yingke.domains.tiering.queries import moves as move_queries
from yingke.domains.tiering.queries import rule_sets, scores
from yingke.domains.tiering.rules import board, periods
from yingke.domains.tiering.rules.board import Change, Standing, TierFigures
from yingke.domains.tiering.web import drawings
from yingke.domains.tiering.web.sankey import Flow, sankey
from yingke.domains.tiering.web.tones import TIER_TONES
from yingke.engines.scoring.tiers import Tier as Rule
from yingke.engines.scoring.tiers import TierRules
from yingke.foundation.kernel import clock
from yingke.foundation.policy import queries as policy

if TYPE_CHECKING:
    from decimal import Decimal

    from yingke.foundation.identity.models import User

PERIODS: Final = {
    "last_quarter": gettext_lazy("Last quarter"),
    "quarter": gettext_lazy("This quarter"),
    "year": gettext_lazy("12 months"),
}
ORDER: Final = tuple(Tier.values)


@dataclass(frozen=True)
class TierCard:
    """A tier as its card shows it."""

    figures: TierFigures
    label: str
    tone: str
    url: str
    spark: SafeString
    revenue: str
    score: str
    entry: str
    exit: str
    stay: str
    near: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Sheet:
    """The rows of the board: read once, for all its parts."""

    run: Run
    rules: TierRules
    standings: Sequence[Standing]
    changes: Sequence[Change]
    today: date

    @property
    def by_id(self) -> dict[int, Standing]:
        return {one.account_id: one for one in self.standings}


def sheet_of(user: User, run: Run) -> Sheet:
    today = clock.today(timezone.get_default_timezone())
    ends = periods.quarter_ends(today)
    standings = scores.standings_of(user, run)
    changes = move_queries.changes_since(user, ends[0])
    rules = rule_sets.plan_of(rule_sets.in_force()).rules
    return Sheet(run, rules, standings, changes, today)


def tier_cards(sheet: Sheet) -> list[TierCard]:
    ends = periods.quarter_ends(sheet.today)
    since = periods.quarter_start(sheet.today)
    found = board.tier_figures(ORDER, sheet.standings, sheet.changes, since, ends)
    by_name = {rule.name: rule for rule in sheet.rules.tiers}
    return [_card(sheet, figures, by_name[figures.tier]) for figures in found]


def _card(sheet: Sheet, figures: TierFigures, rule: Rule) -> TierCard:
    label = str(Tier(figures.tier).label)
    words = _("%(tier)s at the end of eight quarters: %(counts)s") % {
        "tier": label,
        "counts": ", ".join(str(count) for count in figures.history),
    }
    share = figures.revenue_share
    revenue = wording.money(figures.revenue) + (f" · {share:.0%}" if share is not None else "")
    return TierCard(
        figures=figures,
        label=label,
        tone=TIER_TONES[figures.tier],
        url=list_url(tier=figures.tier),
        spark=drawings.spark(figures.history, figures.tier, words),
        revenue=revenue,
        score=wording.number("score", figures.median_score),
        entry=entry_words(rule),
        exit=wording.conditions(plain(rule.exit)) or "—",
        stay=_stay(rule),
        near=_near(sheet, rule),
    )


def entry_words(rule: Rule) -> str:
    return wording.conditions(plain(rule.entry)) or _("All other customers")


def _stay(rule: Rule) -> str:
    days = ngettext("%(n)s day", "%(n)s days", rule.minimum_stay) % {"n": rule.minimum_stay}
    return _("%(days)s, entered at once") % {"days": days} if rule.at_once else days


def plain(alternatives: Any) -> list[list[tuple[str, str, float]]]:
    return [[(c.field, c.comparison, c.bound) for c in group] for group in alternatives]


def _near(sheet: Sheet, rule: Rule) -> list[tuple[str, str]]:
    """Who of this tier is near its exit, and who of the tiers below near its entry."""
    found = []
    left = next((c for g in rule.exit for c in g if c.field == "score"), None)
    if left and (n := board.near_exit(sheet.standings, rule.name, left.bound)):
        text = ngettext("%(n)s is near the exit", "%(n)s are near the exit", n) % {"n": n}
        found.append((text, list_url(tier=rule.name, near="exit")))
    entry = next((c for g in rule.entry for c in g if c.field == "score"), None)
    names = sheet.rules.names
    below = names[names.index(rule.name) + 1 :]
    if entry and (n := board.near_entry(sheet.standings, below, entry.bound)):
        text = ngettext("%(n)s is near the entry", "%(n)s are near the entry", n) % {"n": n}
        found.append((text, list_url(near=rule.name)))
    return found


def list_url(**filters: str) -> str:
    return f"{reverse('tiering:scores')}?{urlencode(filters)}"


def class_bounds() -> tuple[float, float]:
    """The revenues from which a customer is of class A and B."""
    codes = ("tiering.class_a", "tiering.class_b")
    a, b = (float(cast("Decimal", policy.value(code))) for code in codes)
    return a, b


def classes(sheet: Sheet) -> dict[str, Any]:
    """The matrix of purchase classes and tiers, and what contradicts."""
    bounds = class_bounds()
    counts = board.class_matrix(sheet.standings, bounds)
    most = max(counts.values(), default=1)
    rows = []
    for code in board.CLASSES:
        cells = [_cell(code, tier, counts[code, tier], most) for tier in ORDER]
        total = sum(counts[code, tier] for tier in ORDER)
        rows.append((code, _bounds(code, bounds), cells, total))
    return {
        "tiers": [str(Tier(tier).label) for tier in ORDER],
        "rows": rows,
        "contradictions": [
            _contradiction(code, tier, n)
            for code, tier in board.CONTRADICTIONS
            if (n := counts[code, tier])
        ],
    }


def _cell(code: str, tier: str, count: int, most: int) -> dict[str, Any]:
    return {
        "count": count,
        "url": list_url(tier=tier, purchase_class=code),
        "shade": -(-4 * count // most),
        "contradicts": (code, tier) in board.CONTRADICTIONS and count > 0,
    }


def _bounds(code: str, bounds: tuple[float, float]) -> str:
    a, b = (wording.money(value) for value in bounds)
    return {"A": f"≥ {a}", "B": f"{b}–{a}", "C": f"< {b}"}[code]


def _contradiction(code: str, tier: str, n: int) -> str:
    words = {"n": n, "tier": Tier(tier).label}
    if code == "A":
        return (
            ngettext(
                "%(n)s customer of class A is in “%(tier)s”: by revenue it is one of the best.",
                "%(n)s customers of class A are in “%(tier)s”: by revenue they are the best.",
                n,
            )
            % words
        )
    return (
        ngettext(
            "%(n)s customer of class C is in “%(tier)s”: more than revenue counts.",
            "%(n)s customers of class C are in “%(tier)s”: more than revenue counts.",
            n,
        )
        % words
    )


def flows(sheet: Sheet, period: str, wanted: str) -> dict[str, Any]:
    """Who moved in a period: the drawing, the same as a table, and the customers of one band."""
    first, last = periods.period_of(period, sheet.today)
    changes = [one for one in sheet.changes if one.on <= last]
    found = board.net_flows(changes, first)
    by_id = sheet.by_id
    found = {pair: [pk for pk in ids if pk in by_id] for pair, ids in found.items()}
    found = {pair: ids for pair, ids in found.items() if ids}
    largest = max(found, key=lambda pair: len(found[pair]), default=None)
    pair = tuple(wanted.split("-")) if "-" in wanted else largest
    bands = [
        Flow(
            *(before, after, len(ids), _flow_words(before, after, len(ids))),
            f"?period={period}&flow={before}-{after}#flows",
            (before, after) == pair,
        )
        for (before, after), ids in found.items()
    ]
    starts, ends = board.counts_on(sheet.standings, sheet.changes, [first_eve(first), last])
    left = _side_notes(starts, bands, "before", gettext_lazy("%(n)s, %(moved)s left"))
    right = _side_notes(ends, bands, "after", gettext_lazy("%(n)s, %(moved)s entered"))
    drawing = sankey(ORDER, bands, (left, right), label=_("Moves between tiers")) if bands else ""
    chosen = found.get(cast("tuple[str, str]", pair), [])
    return {
        "drawing": drawing,
        "bands": sorted(bands, key=lambda one: -one.count),
        "moved": sum(band.count for band in bands),
        "stayed": len(sheet.standings) - sum(band.count for band in bands),
        "first": first,
        "last": last,
        "chosen": _flow_words(pair[0], pair[1], len(chosen)) if pair and chosen else "",
        "customers": [by_id[pk] for pk in chosen],
    }


def first_eve(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _flow_words(before: str, after: str, n: int) -> str:
    return f"{Tier(before).label} → {Tier(after).label} · {n}"


def _side_notes(
    counts: Mapping[str, int], bands: Sequence[Flow], side: str, words: Any
) -> dict[str, str]:
    moved = dict.fromkeys(ORDER, 0)
    for band in bands:
        moved[getattr(band, side)] += band.count
    return {tier: str(words) % {"n": counts[tier], "moved": moved[tier]} for tier in ORDER}


def key_figures(sheet: Sheet, waiting: int) -> dict[str, Any]:
    """The strip on top: customers, movers of the quarter, stability, and what is at risk."""
    since = periods.quarter_start(sheet.today)
    movers = board.net_flows(sheet.changes, since)
    rank = {tier: n for n, tier in enumerate(ORDER)}
    up = sum(len(ids) for (a, b), ids in movers.items() if rank[b] < rank[a])
    moved = sum(len(ids) for ids in movers.values())
    size = len(sheet.standings)
    at_risk = sum(one.revenue or 0 for one in sheet.standings if one.tier == Tier.AT_RISK)
    return {
        "customers": size,
        "moved": moved,
        "up": up,
        "down": moved - up,
        "waiting": waiting,
        "stability": f"{(size - moved) / size:.1%}" if size else "—",
        "unmoved": size - moved,
        "at_risk": wording.money(at_risk),
    }
