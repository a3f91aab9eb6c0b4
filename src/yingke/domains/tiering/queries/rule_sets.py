"""The scorecard and tier rules in force, and their versions."""

from __future__ import annotations

from typing import Any

from yingke.domains.tiering.models import RuleSet
from yingke.engines.scoring import Plan
from yingke.engines.scoring.composite import Scorecard
from yingke.engines.scoring.tiers import TierRules
from yingke.foundation.drafts import queries as drafts
from yingke.foundation.drafts.terms import VersionState


def in_force() -> RuleSet:
    """The version that holds now; the first one was published with the first migration."""
    rows = drafts.effective(RuleSet.objects.all()).order_by(*drafts.LATEST_FIRST)
    return rows[0]


def draft() -> RuleSet | None:
    return RuleSet.objects.filter(state=VersionState.DRAFT).first()


def versions() -> list[RuleSet]:
    """All versions, newest first."""
    rows = RuleSet.objects.select_related("made_by", "published_by", "submitted_by")
    return list(rows.order_by("-number"))


def plan_of(row: RuleSet) -> Plan:
    """What the engine computes by this version."""
    return plan(row.card, row.tiers)


def plan(card: dict[str, Any], tiers: list[dict[str, Any]]) -> Plan:
    """The engine's plan from stored values; ValueError says what is wrong with them."""
    return Plan(card=Scorecard.from_json(card), rules=TierRules.from_json(tiers))
