"""K3 物料准备完整度: checked items ÷ required items when a visit is confirmed.

A visit counts in the month of its confirmation; if there were several, the last one counts. A
visit without required items does not count.
"""

from collections.abc import Iterable

from yingke.domains.assessment.rules.facts import Confirmed
from yingke.domains.assessment.rules.reading import Reading, share


def counted(facts: Iterable[Confirmed]) -> list[Confirmed]:
    """Return the last confirmation of each visit with required items."""
    last: dict[int, Confirmed] = {}
    for fact in sorted(facts, key=lambda fact: fact.at):
        last[fact.visit_id] = fact
    return [fact for fact in last.values() if fact.required]


def read(facts: Iterable[Confirmed]) -> Reading:
    """Return the share of checked items over all visits together."""
    kept = counted(facts)
    return share(sum(fact.checked for fact in kept), sum(fact.required for fact in kept))
