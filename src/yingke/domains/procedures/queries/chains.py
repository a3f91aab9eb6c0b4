"""Approval chains: which is in force for a request, and what each version holds."""

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
    """The version in force of each chain; one query."""
    rows = drafts.effective(ApprovalChain.objects.all())
    return list(rows.order_by("code", *drafts.LATEST_FIRST).distinct("code"))


def conditions(chain: ApprovalChain) -> rules.Conditions:
    """A chain's conditions as the rules see them."""
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
    """The chain in force for a request, its amount in CNY; RuleViolation("no_chain_in_force")."""
    request = rules.Request(occasion, urgency, visit_type_id, tier, site_id, amount)
    known = {chain.pk: chain for chain in in_force()}
    found = rules.choose(map(conditions, known.values()), request)
    if found is None:
        raise RuleViolation("no_chain_in_force")
    return known[found.id]


def versions() -> QuerySet[ApprovalChain]:
    """All versions with who made and published them, by chain, the newest first."""
    rows = ApprovalChain.objects.select_related("visit_type", "site", "made_by", "published_by")
    return rows.order_by("occasion", F("code"), "-number")


def versions_of(chain: ApprovalChain) -> QuerySet[ApprovalChain]:
    """The versions of the same chain, the newest first."""
    return versions().filter(code=chain.code)


def steps_of(chain: ApprovalChain) -> list[ChainStep]:
    """The steps in their order, with the person of each; one query."""
    return list(chain.steps.select_related("person").order_by("position", "pk"))


def content(steps: Iterable[ChainStep]) -> list[dict[str, Any]]:
    """The steps as plain values, for the rules and for comparing two versions."""
    return [
        {"id": str(step.key), **{name: getattr(step, name) for name in STEP_FIELDS}}
        for step in steps
    ]


def history(chain_id: int) -> QuerySet[Entry]:
    """The latest edits of a version."""
    return journal.about("procedures.chain", chain_id)[:LATEST]
