"""Scorecards and tier rules in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingke.domains.customers.terms import Tier
from yingke.domains.tiering import wording
from yingke.domains.tiering.models import RuleSet, Run
from yingke.domains.tiering.queries import back_tests, rule_sets
from yingke.domains.tiering.rules import weights
from yingke.domains.tiering.web.back_tests import outcome_rows
from yingke.domains.tiering.web.board import entry_words, plain


@dataclass(frozen=True)
class RuleSheet:
    """A version as its page shows it: dimensions with their measures, tiers with their lines."""

    row: RuleSet
    weighting: str
    ratio: str
    dimensions: Sequence[tuple[str, str, str]]
    tiers: Sequence[tuple[str, str, str, str]]
    submitted: str


def rule_sheet(row: RuleSet) -> RuleSheet:
    plan, shares = rule_sets.plan_of(row), weights.weights_of(row.card)
    titles = {one.name: one.title for one in plan.card.dimensions}
    dimensions = [
        (
            wording.field_name(one.name, titles),
            f"{shares[one.name]:.1%}",
            " · ".join(wording.field_name(part.measure) for part in one.parts),
        )
        for one in plan.card.dimensions
    ]
    tiers = [
        (
            str(Tier(tier.name).label),
            entry_words(tier),
            wording.conditions(plain(tier.exit)) or "—",
            ngettext("%(n)s day", "%(n)s days", tier.minimum_stay) % {"n": tier.minimum_stay},
        )
        for tier in plan.rules.tiers
    ]
    said = row.comparisons
    ratio = f"{weights.compared(row.card, said).ratio:.3f}" if said else ""
    submitted = ""
    if row.submitted_by:
        submitted = _("Submitted by %(name)s") % {"name": row.submitted_by.label}
    weighting = str(row.get_weighting_display())
    return RuleSheet(row, weighting, ratio, dimensions, tiers, submitted)


def tested(row: RuleSet, run: Run | None) -> dict[str, Any] | None:
    """The churn by tier under a draft as texts, which its approval keeps."""
    past = back_tests.past_before(run) if run else None
    if past is None:
        return None
    found = back_tests.back_test_of(past, rule_sets.plan_of(row), "churned")
    rows = outcome_rows(found, "churned")
    return {
        "at": past.at.isoformat(),
        "days": back_tests.HORIZON,
        "churn": [[one.tier, one.customers, one.value, one.interval] for one in rows],
    }
