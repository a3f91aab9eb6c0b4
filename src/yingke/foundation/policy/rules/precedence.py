"""Precedence between the values of a parameter.

The scope of a change sets any of the parameter's dimensions; a dimension that it leaves out means
"all". Among the changes that have taken effect and whose scope covers the case,

1. the scope with more dimensions wins;
2. with equally many, the one with the heavier dimension wins: the tier, a promise to the customer,
   weighs more than the visit type, which says what is done, and that more than the site;
3. within one scope the latest effective time wins, and for the same time the change written last,
   which corrects the earlier one.

A change without a value removes the value of its scope; the next scope applies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Scope:
    """Codes of the dimensions a value applies to, sorted by dimension."""

    codes: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, codes: Mapping[str, str | None]) -> Scope:
        """The scope of codes by dimension; an empty code or None means "all"."""
        return cls(tuple(sorted((name, code) for name, code in codes.items() if code)))

    def covers(self, case: Scope) -> bool:
        """Whether a value in this scope applies to the case."""
        return set(self.codes) <= set(case.codes)

    def rank(self, weights: Mapping[str, int]) -> tuple[Any, ...]:
        """Specificity. Two different scopes that cover the same case never have equal ranks."""
        return len(self.codes), sorted(
            (weights.get(name, 0) for name, _code in self.codes), reverse=True
        )


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a parameter; `value` is the stored text, None to remove it."""

    id: int
    scope: Scope
    effective_from: datetime
    value: str | None


def latest_by_scope(changes: Iterable[Change], *, at: datetime) -> dict[Scope, Change]:
    """Return the change in force in each scope that has a value."""
    latest: dict[Scope, Change] = {}
    for change in changes:
        if change.effective_from <= at:
            known = latest.get(change.scope)
            if known is None or _order(known) < _order(change):
                latest[change.scope] = change
    return {scope: change for scope, change in latest.items() if change.value is not None}


def in_force(
    changes: Iterable[Change], *, at: datetime, case: Scope, weights: Mapping[str, int]
) -> Change | None:
    """Return the change in force for a case, None if the default applies.

    `weights` has a different one for each dimension.
    """
    latest = latest_by_scope(changes, at=at)
    covering = [scope for scope in latest if scope.covers(case)]
    return latest[max(covering, key=lambda scope: scope.rank(weights))] if covering else None


def _order(change: Change) -> tuple[datetime, int]:
    return change.effective_from, change.id
