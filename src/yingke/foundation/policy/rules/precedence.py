"""Which of several values of a parameter is in force.

A change names a scope: any of visit type, site and tier, each empty for "all". Of the changes
whose scope covers the case and which have taken effect,

1. the scope that names more wins;
2. of two that name equally many, the one that names the tier wins, then the one that names the
   visit type: the tier is a promise to the customer, the visit type says what is to be done, the
   site only where;
3. within one scope the latest effective moment wins, and of two for the same moment the one
   written last, which corrects the other.

A change without a value takes its scope's value away again: the next scope speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a value holds, as codes; an empty one means everywhere."""

    visit_type: str = ""
    site: str = ""
    tier: str = ""

    def covers(self, case: Scope) -> bool:
        """Tell whether a value of this scope speaks for the case."""
        return (
            self.visit_type in {"", case.visit_type}
            and self.site in {"", case.site}
            and self.tier in {"", case.tier}
        )

    @property
    def rank(self) -> tuple[int, bool, bool]:
        """Greater for the more specific scope; no two scopes that cover one case are equal."""
        named = (self.tier, self.visit_type, self.site)
        return sum(map(bool, named)), bool(self.tier), bool(self.visit_type)


@dataclass(frozen=True, slots=True)
class Change:
    """One row of a parameter's history; `value` is its stored text, None for "no longer"."""

    id: int
    scope: Scope
    effective_from: datetime
    value: str | None


def latest_by_scope(changes: Iterable[Change], *, at: datetime) -> dict[Scope, Change]:
    """The change in force in each scope that has a value at this moment."""
    latest: dict[Scope, Change] = {}
    for change in changes:
        if change.effective_from <= at:
            known = latest.get(change.scope)
            if known is None or _order(known) < _order(change):
                latest[change.scope] = change
    return {scope: change for scope, change in latest.items() if change.value is not None}


def in_force(changes: Iterable[Change], *, at: datetime, case: Scope) -> Change | None:
    """The change whose value holds for the case at this moment; None means the default."""
    latest = latest_by_scope(changes, at=at)
    covering = [scope for scope in latest if scope.covers(case)]
    return latest[max(covering, key=lambda scope: scope.rank)] if covering else None


def _order(change: Change) -> tuple[datetime, int]:
    return change.effective_from, change.id
