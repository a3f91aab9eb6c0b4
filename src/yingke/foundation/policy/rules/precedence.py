"""Precedence between the values of a parameter.

The scope of a change sets any of visit type, site and tier; an empty dimension means "all". Among
the changes that have taken effect and whose scope covers the case,

1. the scope with more dimensions wins;
2. with equally many, the one with a tier wins, then the one with a visit type: the tier is a
   promise to the customer, the visit type says what is done, the site only where;
3. within one scope the latest effective time wins, and for the same time the change written last,
   which corrects the earlier one.

A change without a value removes the value of its scope; the next scope applies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Scope:
    """Codes of the dimensions a value applies to; empty means all."""

    visit_type: str = ""
    site: str = ""
    tier: str = ""

    def covers(self, case: Scope) -> bool:
        """Whether a value in this scope applies to the case."""
        return (
            self.visit_type in {"", case.visit_type}
            and self.site in {"", case.site}
            and self.tier in {"", case.tier}
        )

    @property
    def rank(self) -> tuple[int, bool, bool]:
        """Specificity. Two different scopes that cover the same case never have equal ranks."""
        named = (self.tier, self.visit_type, self.site)
        return sum(map(bool, named)), bool(self.tier), bool(self.visit_type)


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


def in_force(changes: Iterable[Change], *, at: datetime, case: Scope) -> Change | None:
    """Return the change in force for a case, None if the default applies."""
    latest = latest_by_scope(changes, at=at)
    covering = [scope for scope in latest if scope.covers(case)]
    return latest[max(covering, key=lambda scope: scope.rank)] if covering else None


def _order(change: Change) -> tuple[datetime, int]:
    return change.effective_from, change.id
