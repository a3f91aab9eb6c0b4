"""The score of one customer with its peers, its time in the tier and what would end it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Any

from yingke.domains.commerce.models import Order
from yingke.domains.tiering.models import RuleSet, Score, TierMove, TierStay
from yingke.domains.tiering.queries import rule_sets, scores
from yingke.domains.tiering.queries.inputs import CURRENCY
from yingke.domains.tiering.rules import leaving as ways
from yingke.domains.tiering.terms import MoveState

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Part:
    """A measure's share in a score (see `Score.parts`)."""

    dimension: str
    measure: str
    value: float | None
    points: float | None
    weight: float
    contribution: float
    peer_median: float | None
    step_changes: float | None


@dataclass(frozen=True)
class ScoreSheet:
    """`peers` are the medians of the visible customers in the same tier, by dimension."""

    account: Account
    score: Score
    before: Score | None
    rules: RuleSet
    parts: Sequence[Part]
    axes: Sequence[ways.Axis]
    peers: Mapping[str, float]
    peer_total: float | None
    rank: int
    peer_count: int
    stay: TierStay | None
    move: TierMove | None
    leaving: ways.Leaving | None
    alarm: ways.Alarm | None


def sheet_of(user: User, account: Account) -> ScoreSheet | None:
    """None without the right to see scores, or before the first score."""
    history = scores.history_of(account) if user.may("tiering.see") else []
    if not history or history[0].total is None:
        return None
    latest: Any = history[0]
    rules = rule_sets.in_force()
    parts = parts_of(latest)
    axes = axes_of(latest, parts)
    tier_rules = rule_sets.plan_of(rules).rules
    peers = _peers(user, account, latest)
    totals = [total for total, _dimensions in peers if total is not None]
    ordered = Order.objects.filter(account=account, currency=CURRENCY)
    return ScoreSheet(
        account=account,
        score=latest,
        before=_a_year_before(history),
        rules=rules,
        parts=parts,
        axes=axes,
        peers=_medians([dimensions for _total, dimensions in peers]),
        peer_total=median(totals) if totals else None,
        rank=sum(total > latest.total for total in totals) + 1,
        peer_count=len(peers),
        stay=TierStay.objects.filter(account=account, until=None).first(),
        move=TierMove.objects.filter(account=account, state=MoveState.WAITING).first(),
        leaving=ways.exit_by_score(tier_rules, account.tier, latest.total, axes),
        alarm=ways.next_alarm(
            tier_rules,
            account.tier,
            latest.measures,
            latest.run.model,
            list(ordered.values_list("ordered_on", flat=True)),
            latest.run.as_of,
        ),
    )


def parts_of(score: Score) -> list[Part]:
    return [
        Part(dimension, measure, value, points, weight or 0, share or 0, peers, step)
        for (dimension, measure, *_unit), (value, points, weight, share, peers, step) in zip(
            score.run.parts, score.parts, strict=True
        )
    ]


def axes_of(score: Score, parts: Sequence[Part]) -> list[ways.Axis]:
    """The dimensions that have points, with the weight they have in this score."""
    weights: dict[str, float] = {}
    for part in parts:
        weights[part.dimension] = weights.get(part.dimension, 0) + part.weight
    return [
        ways.Axis(name, score.dimensions[name], weight)
        for name, weight in weights.items()
        if score.dimensions.get(name) is not None
    ]


def _peers(user: User, account: Account, score: Any) -> list[tuple[float | None, dict[str, Any]]]:
    rows = scores.visible_scores(user, score.run).filter(account__tier=account.tier)
    return list(rows.values_list("total", "dimensions"))


def _medians(found: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    names = {name for one in found for name in one}
    known = {name: [one[name] for one in found if one.get(name) is not None] for name in names}
    return {name: median(values) for name, values in known.items() if values}


def _a_year_before(history: Sequence[Score]) -> Score | None:
    wanted = history[0].month.replace(year=history[0].month.year - 1)
    return next((one for one in history if one.month <= wanted), None)


def days_in_tier(sheet: ScoreSheet, today: date) -> int:
    since = sheet.stay.since if sheet.stay else sheet.account.created_at
    return (today - since.date()).days
