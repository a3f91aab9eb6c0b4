"""The field standard: what should be known of a customer, and how much each piece matters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from yingke.domains.customers.terms import Tier


@dataclass(frozen=True)
class Wanted:
    """A piece of data with its weight; the weights add up to 100."""

    code: str
    weight: int


WANTED: Final = (
    Wanted("credit_code", 20),
    Wanted("contact_phone", 20),
    Wanted("decision_maker", 15),
    Wanted("industry", 10),
    Wanted("size", 10),
    Wanted("address", 10),
    Wanted("website", 5),
    Wanted("short_name", 5),
    Wanted("customer_since", 5),
)
URGENCY: Final[dict[str, int]] = {
    Tier.STRATEGIC: 4, Tier.AT_RISK: 3, Tier.KEY: 3, Tier.POTENTIAL: 1,
}  # fmt: skip
"""How much sooner a customer of a tier is completed: what it lacks counts so many times."""


def completeness(known: Collection[str], wanted: Sequence[Wanted] = WANTED) -> int:
    """The weight of what is known, in percent of all that is wanted."""
    total = sum(one.weight for one in wanted)
    return 100 * sum(one.weight for one in wanted if one.code in known) // total


def missing(known: Collection[str], wanted: Sequence[Wanted] = WANTED) -> list[Wanted]:
    """What is not known, the weightiest first."""
    return sorted((one for one in wanted if one.code not in known), key=lambda one: -one.weight)
