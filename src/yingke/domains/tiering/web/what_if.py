"""A what-if in words: sliders, who would move and why, and the back-test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yingke.domains.customers.terms import Tier
from yingke.domains.tiering import wording
from yingke.domains.tiering.models import Run
from yingke.domains.tiering.queries import back_tests, rule_sets, scores
from yingke.domains.tiering.queries.trials import Shift, Trial, try_rules
from yingke.domains.tiering.rules import weights
from yingke.domains.tiering.web import back_tests as words
from yingke.domains.tiering.web.board import ORDER
from yingke.domains.tiering.web.drawings import SERIES
from yingke.domains.tiering.web.moves import tier_pill
from yingke.engines.scoring import Plan
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.domains.tiering.models import RuleSet
    from yingke.foundation.identity.models import User

SHOWN: Final = 200


@dataclass(frozen=True)
class Slider:
    """A number of the rules: its value, the one in force, and the bounds of the slider."""

    name: str
    label: str
    value: float
    in_force: float
    most: float
    step: float
    unit: str = ""

    @property
    def shown(self) -> str:
        return f"{self.value:g}{self.unit}"

    @property
    def was(self) -> str:
        return "" if self.value == self.in_force else f"{self.in_force:g}{self.unit}"


@dataclass(frozen=True)
class Tried:
    """The rules that the sliders say; `fault` what keeps them from being computed."""

    card: dict[str, Any]
    tiers: list[dict[str, Any]]
    weights: list[Slider]
    lines: list[tuple[str, list[Slider]]]
    plan: Plan | None
    fault: str

    @property
    def total(self) -> float:
        return sum(slider.value for slider in self.weights)


def tried(source: RuleSet, in_force: RuleSet, given: QueryDict | Mapping[str, Any]) -> Tried:
    """What the sliders say, from the values of `source` where they say nothing."""
    shares = weights.weights_of(source.card)
    now = weights.weights_of(in_force.card)
    titles = {one["name"]: one.get("title", "") for one in source.card["dimensions"]}
    sliders = [
        Slider(
            *(f"w_{name}", wording.field_name(name, titles)),
            *(_given(given, f"w_{name}", round(share * 100, 1)), round(now.get(name, 0) * 100, 1)),
            most=100,
            step=1,
            unit="%",
        )
        for name, share in shares.items()
    ]
    lines = _lines(source, in_force, given)
    try:
        card = weights.weighted(source.card, {one.name[2:]: one.value for one in sliders})
        tiers = weights.with_bounds(source.tiers, _bounds(lines))
        plan, fault = rule_sets.plan(card, tiers), ""
    except ValueError:
        card, tiers, plan = source.card, source.tiers, None
        fault = _("An exit lies beyond its entry, or no weight is above 0.")
    return Tried(card, tiers, sliders, lines, plan, fault)


def _given(given: Mapping[str, Any], name: str, otherwise: float) -> float:
    try:
        value = float(given.get(name, otherwise))
    except ValueError:
        return otherwise
    return min(max(value, 0), 3650) if isfinite(value) else otherwise


def _lines(
    source: RuleSet, in_force: RuleSet, given: Mapping[str, Any]
) -> list[tuple[str, list[Slider]]]:
    """Entry, exit and minimum stay of each tier."""
    plan, now = rule_sets.plan_of(source), rule_sets.plan_of(in_force)
    limits, limits_now = weights.bounds_of(plan.rules), weights.bounds_of(now.rules)
    stays = {tier.name: tier.minimum_stay for tier in now.rules.tiers}
    names = {"entry": _("Entry"), "exit": _("Exit")}
    found = []
    for tier in plan.rules.tiers:
        sliders = []
        for side, limit in limits.get(tier.name, {}).items():
            before = limits_now.get(tier.name, {}).get(side, limit).bound
            share = limit.field in wording.SHARES
            label = f"{names[side]} · {wording.field_name(limit.field)}"
            name = f"{side}_{tier.name}"
            value = _given(given, name, limit.bound)
            most, step = (1, 0.01) if share else (100, 1)
            sliders.append(Slider(name, label, value, before, most, step))
        stay = _given(given, f"stay_{tier.name}", tier.minimum_stay)
        sliders.append(
            Slider(
                *(f"stay_{tier.name}", _("Minimum stay, days"), stay),
                *(stays.get(tier.name, tier.minimum_stay), 365, 1),
            )
        )
        found.append((tier.name, sliders))
    return found


def _bounds(lines: list[tuple[str, list[Slider]]]) -> dict[str, dict[str, float]]:
    return {
        tier: {slider.name.split("_")[0]: slider.value for slider in sliders}
        for tier, sliders in lines
    }


@dataclass(frozen=True)
class ShiftRow:
    """A customer who would move, in words."""

    name: str
    account_id: int
    before: SafeString
    after: SafeString
    score: str
    why: str
    axes: str


def answer(user: User, run: Run, wanted: Tried, outcome: str) -> dict[str, Any]:
    """Who would move and why, tiers before and after, and the back-test of both rules."""
    in_force = rule_sets.plan_of(rule_sets.in_force())
    plan = wanted.plan or in_force
    today = clock.today(timezone.get_default_timezone())
    trial = try_rules(run, in_force, plan, on=today)
    visible = {one.account_id: one for one in scores.standings_of(user, run)}
    shifts = [one for one in trial.shifts if one.account_id in visible]
    rank = {tier: place for place, tier in enumerate(ORDER)}
    up = sum(rank[one.after] < rank[one.before] for one in shifts)
    held = [
        (visible[pk].name, str(Tier(tier).label), days)
        for pk, tier, days in trial.held
        if pk in visible
    ]
    return {
        "moved": len(shifts),
        "up": up,
        "down": len(shifts) - up,
        "seconds": trial.seconds,
        "customers": run.accounts,
        "rows": [_row(one, visible[one.account_id].name) for one in shifts[:SHOWN]],
        "more": max(len(shifts) - SHOWN, 0),
        "held": held,
        "bars": _bars(trial) if scores.sees_all(user) else [],
        "tested": _tested(user, run, in_force, plan, outcome),
        "outcome": outcome,
        "outcomes": words.OUTCOMES.items(),
        "fault": wanted.fault,
    }


def _row(shift: Shift, name: str) -> ShiftRow:
    cause = _("Line") if shift.by_rule else _("Weights")
    facts = _("; ").join(wording.fact(one) for one in shift.facts)
    axes = " · ".join(
        f"{wording.field_name(axis)} {points:+.1f}"
        for axis, points in shift.axes.items()
        if abs(points) >= 0.05
    )
    before, after = (wording.number("score", v) for v in (shift.score_before, shift.score_after))
    return ShiftRow(
        name,
        shift.account_id,
        tier_pill(shift.before),
        tier_pill(shift.after),
        f"{before} → {after}",
        _("%(what)s: %(why)s") % {"what": cause, "why": facts} if facts else cause,
        axes,
    )


def _bars(trial: Trial) -> list[tuple[str, SafeString, str]]:
    most = max([*trial.counts_now.values(), *trial.counts_then.values(), 1])
    found = []
    for tier in ORDER:
        now, then = trial.counts_now.get(tier, 0), trial.counts_then.get(tier, 0)
        drawn = format_html(
            '<svg class="tier-series-{}" viewBox="0 0 400 20" preserveAspectRatio="none" '
            'aria-hidden="true">'
            '<rect class="bar-old" width="{}" height="8"/>'
            '<rect class="bar-new" y="11" width="{}" height="8"/></svg>',
            SERIES[Tier(tier)], round(now / most * 400), round(then / most * 400),
        )  # fmt: skip
        change = f"{then} ({then - now:+d})" if then != now else str(then)
        found.append((str(Tier(tier).label), drawn, f"{now} → {change}"))
    return found


def _tested(
    user: User, run: Run, in_force: Plan, plan: Plan, outcome: str
) -> dict[str, Any] | None:
    past = back_tests.past_before(run) if scores.sees_all(user) else None
    if past is None:
        return None
    both = [back_tests.back_test_of(past, one, outcome) for one in (in_force, plan)]
    rows = [words.outcome_rows(one, outcome) for one in both]
    gaps = [words.separations(one) for one in both]
    return {
        "at": past.at,
        "days": back_tests.HORIZON,
        "tiers": list(zip(*rows, strict=False)),
        "gaps": list(zip(*gaps, strict=False)),
    }
