"""From pairs to groups of records that mean the same, never joining two valid credit codes.

Pairs are taken in the order of their evidence, the strongest first; a pair whose groups carry
different valid credit codes is refused, whatever it says. Ties are broken by position, so the
caller's order of records (sorted by content) makes the outcome independent of the file's order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yingke.engines.linkage.matching import ScoredPair


@dataclass(frozen=True, slots=True)
class Cluster:
    """Records that mean the same, by position, and the valid credit codes among them (0 or 1)."""

    members: frozenset[int]
    codes: frozenset[str] = frozenset()

    def may_join(self, other: Cluster) -> bool:
        """Say whether the two can be one: together they carry at most one valid code."""
        return len(self.codes | other.codes) <= 1

    def merge(self, other: Cluster) -> Cluster:
        """Return both as one; the order does not matter, and merging again changes nothing.

        Raises ValueError when the two carry different valid credit codes.
        """
        if not self.may_join(other):
            raise ValueError(
                f"different credit codes: {', '.join(sorted(self.codes | other.codes))}"
            )
        return Cluster(self.members | other.members, self.codes | other.codes)


@dataclass(frozen=True, slots=True)
class Clustering:
    """Every record's cluster, ordered by first member, and the pairs that a code kept apart."""

    clusters: tuple[Cluster, ...]
    refused: tuple[ScoredPair, ...]


def cluster(
    pairs: Iterable[ScoredPair], codes: Sequence[str | None], *, threshold: float
) -> Clustering:
    """Join the records of every pair at or above the threshold, as far as credit codes allow.

    `codes[i]` is the valid credit code of record i, None if it has none.
    """
    parent = list(range(len(codes)))
    groups = {
        i: Cluster(frozenset({i}), frozenset({code} if code else ()))
        for i, code in enumerate(codes)
    }
    refused = []
    strong = (pair for pair in pairs if pair.probability >= threshold)
    for pair in sorted(strong, key=lambda p: (-round(p.weight, 6), p.left, p.right)):
        one, two = _root(parent, pair.left), _root(parent, pair.right)
        if one == two:
            continue
        if not groups[one].may_join(groups[two]):
            refused.append(pair)
            continue
        first, second = sorted((one, two))
        parent[second] = first
        groups[first] = groups[first].merge(groups.pop(second))
    found = sorted(groups.values(), key=lambda c: min(c.members))
    return Clustering(tuple(found), tuple(refused))


def _root(parent: list[int], member: int) -> int:
    while parent[member] != member:
        parent[member] = parent[parent[member]]
        member = parent[member]
    return member
