"""Which of the rows that an import added can go again."""

from collections.abc import Collection, Iterable


def removable(candidates: Collection[int], referring: Iterable[tuple[int, int | None]]) -> set[int]:
    """The candidates to which nothing that stays refers.

    ``referring`` are pairs of a candidate and what refers to it: another candidate, which may go
    too, or None for anything else.
    """
    holders: dict[int, set[int]] = {}
    blocked: set[int] = set()
    for row, by in referring:
        if by is None or by not in candidates:
            blocked.add(row)
        else:
            holders.setdefault(by, set()).add(row)
    edge = blocked
    while edge:
        edge = {row for by in edge for row in holders.get(by, ())} - blocked
        blocked |= edge
    return set(candidates) - blocked
