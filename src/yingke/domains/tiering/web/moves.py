"""Tier moves as the board and the customer page show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yingke.domains.customers.terms import Tier
from yingke.domains.tiering import wording
from yingke.domains.tiering.models import Score, TierMove
from yingke.domains.tiering.rules.weights import bounds_of
from yingke.domains.tiering.web import drawings
from yingke.domains.tiering.web.tones import TIER_TONES
from yingke.foundation.ui.components.signs import pill

if TYPE_CHECKING:
    from yingke.engines.scoring.tiers import Condition, TierRules

LARGEST = 2  # dimensions that moved most
MONTHS_BACK = 3


@dataclass(frozen=True)
class MoveRow:
    """A waiting move: why, what moved underneath, how far from the lines that decide."""

    move: TierMove
    before: SafeString
    after: SafeString
    why: str
    underneath: str
    stay: str
    gauge: SafeString
    url: str


def rows(moves: Sequence[TierMove], rules: TierRules) -> list[MoveRow]:
    """The rows of these moves, in two queries however many they are."""
    earlier = _earlier(moves)
    lines = bounds_of(rules)
    order = {name: place for place, name in enumerate(rules.names)}
    return [
        MoveRow(
            move=move,
            before=tier_pill(move.before),
            after=tier_pill(move.after),
            why=wording.move_reason(move),
            underneath=_underneath(*earlier.get(move.account_id, ({}, {}))),
            stay=_stay(move),
            gauge=_gauge(move, lines, order),
            url=reverse("customers:detail", args=[move.account_id]),
        )
        for move in moves
    ]


def tier_pill(tier: str) -> SafeString:
    return pill(str(Tier(tier).label), tone=TIER_TONES[tier])


def _earlier(moves: Sequence[TierMove]) -> dict[int, tuple[Any, Any]]:
    """Dimensions three months ago and now by customer."""
    found: dict[int, list[Any]] = {}
    scores = Score.objects.filter(account__in=[move.account_id for move in moves])
    for pk, dimensions in scores.order_by("-month").values_list("account_id", "dimensions"):
        found.setdefault(pk, []).append(dimensions)
    return {
        pk: (each[min(MONTHS_BACK, len(each) - 1)], each[0]) for pk, each in found.items() if each
    }


def _underneath(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """The dimensions that moved most in three months."""
    changes = {
        name: now[name] - before[name]
        for name in now
        if now[name] is not None and before.get(name) is not None
    }
    largest = sorted(changes, key=lambda name: -abs(changes[name]))[:LARGEST]
    return " · ".join(
        f"{wording.field_name(name)} {changes[name]:+.0f}"
        for name in largest
        if abs(changes[name]) >= 1
    )


def _stay(move: TierMove) -> str:
    if not move.stay:
        return ""
    if move.is_alarm and move.stay["days"] < move.stay["least"]:
        return str(_("Applied at once, in the tier for %(days)s days") % move.stay)
    return str(_("In the tier for %(days)s days, at least %(least)s") % move.stay)


def _gauge(
    move: TierMove, lines: Mapping[str, Mapping[str, Condition]], order: Mapping[str, int]
) -> SafeString:
    if not move.facts:
        return drawings.EMPTY
    fact = move.facts[0]
    rises = order.get(move.after, 0) < order.get(move.before, 0)
    deciding = lines.get(move.after if rises else move.before, {})
    names = {"entry": _("in %(bound)s"), "exit": _("out %(bound)s")}
    shown = [
        drawings.Line(one.bound, names[side] % {"bound": wording.bound(one.field, one.bound)})
        for side, one in deciding.items()
        if one.field == fact["field"]
    ]
    most = 1.0 if fact["field"] in wording.SHARES else 100.0
    return drawings.gauge(fact["value"], shown, most=most, label=wording.fact(fact))
