"""K3 物料准备完整度: checked items ÷ required items when a visit passes the readiness gate.

A visit counts in the month in which it was confirmed; if it was confirmed twice in it, the last one
counts. A visit without required items does not count.
"""

from collections.abc import Iterable

from yingke.domains.assessment.rules.facts import Confirmed
from yingke.domains.assessment.rules.reading import Reading, share


def counted(facts: Iterable[Confirmed]) -> list[Confirmed]:
    """The last confirmation of each visit, if something was required."""
    last: dict[int, Confirmed] = {}
    for fact in sorted(facts, key=lambda fact: fact.at):
        last[fact.visit_id] = fact
    return [fact for fact in last.values() if fact.required]


def read(facts: Iterable[Confirmed]) -> Reading:
    """The share of required items that were there, over all visits together."""
    kept = counted(facts)
    return share(sum(fact.checked for fact in kept), sum(fact.required for fact in kept))
