"""Approval chains: the one in force for a request, and the content of each version."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from yingke.domains.procedures.models import ApprovalChain, ChainStep
from yingke.domains.procedures.rules import chains as rules
from yingke.foundation.drafts import queries as drafts
from yingke.foundation.journal import queries as journal
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel.errors import RuleViolation

LATEST = 30
CONDITIONS = ("occasion", "urgency", "visit_type_id", "tier", "site_id", "amount_from")
STEP_FIELDS = (
    *("position", "name", "name_en", "approver", "role", "person_id", "quorum"),
    *("hours", "escalate_to"),
)


def in_force() -> list[ApprovalChain]:
    """Return the version in force of each chain, in one query."""
    rows = drafts.effective(ApprovalChain.objects.all())
    return list(rows.order_by("code", *drafts.LATEST_FIRST).distinct("code"))


def conditions(chain: ApprovalChain) -> rules.Conditions:
    """Return a chain's conditions as values for the rules."""
    return rules.Conditions(chain.pk, **{name: getattr(chain, name) for name in CONDITIONS})


def chosen_for(
    *,
    occasion: str,
    urgency: str,
    visit_type_id: int,
    tier: str,
    site_id: int,
    amount: Decimal | None,
) -> ApprovalChain:
    """Return the chain in force for a request (`amount` in CNY);
    RuleViolation("no_chain_in_force")."""
    request = rules.Request(occasion, urgency, visit_type_id, tier, site_id, amount)
    known = {chain.pk: chain for chain in in_force()}
    found = rules.choose(map(conditions, known.values()), request)
    if found is None:
        raise RuleViolation("no_chain_in_force")
    return known[found.id]


def versions() -> QuerySet[ApprovalChain]:
    """Return all versions by chain, newest first, with their authors and publishers."""
    rows = ApprovalChain.objects.select_related("visit_type", "site", "made_by", "published_by")
    return rows.order_by("occasion", F("code"), "-number")


def versions_of(chain: ApprovalChain) -> QuerySet[ApprovalChain]:
    """Return the versions of one chain, newest first."""
    return versions().filter(code=chain.code)


def steps_of(chain: ApprovalChain) -> list[ChainStep]:
    """Return the steps in order, with the person of each, in one query."""
    return list(chain.steps.select_related("person").order_by("position", "pk"))


def content(steps: Iterable[ChainStep]) -> list[dict[str, Any]]:
    """Return the steps as plain values, for the rules and for comparing versions."""
    return [
        {"id": str(step.key), **{name: getattr(step, name) for name in STEP_FIELDS}}
        for step in steps
    ]


def history(chain_id: int) -> QuerySet[Entry]:
    """Return the latest edits of a version."""
    return journal.about("procedures.chain", chain_id)[:LATEST]
