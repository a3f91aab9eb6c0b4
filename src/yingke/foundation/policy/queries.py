"""Reads of parameters and clauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingke.foundation.kernel import clock
from yingke.foundation.policy import cache
from yingke.foundation.policy.cache import pinned_version
from yingke.foundation.policy.dimensions import weights
from yingke.foundation.policy.models import PolicyChange, PolicyClause
from yingke.foundation.policy.parameters import Parameter, declared
from yingke.foundation.policy.rules import kinds
from yingke.foundation.policy.rules.precedence import Scope, in_force, latest_by_scope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from yingke.foundation.policy.rules.kinds import Value
    from yingke.foundation.policy.rules.precedence import Change

__all__ = [
    "Cell",
    "Standing",
    "cells",
    "clause_of",
    "clauses",
    "history_of",
    "last_change_id",
    "parameters_by_clause",
    "pinned_version",
    "standing_of",
    "standings",
    "value",
]


@dataclass(frozen=True)
class Standing:
    """Values of a parameter at a moment: company-wide, by scope, and scheduled ones."""

    parameter: Parameter
    value: Value
    is_default: bool
    overrides: list[tuple[Scope, Value]]
    ahead: list[Change]


@dataclass(frozen=True)
class Cell:
    """A value of a table, its own or that of a wider scope."""

    value: Value
    is_own: bool


def value(
    code: str,
    *,
    at: datetime | None = None,
    **case: str | None,
) -> Value:
    """Return the value in force at a moment, by default now, or the declared default.

    `case` holds codes by dimension; those that the parameter does not depend on are ignored. Raises
    KeyError for an undeclared code.
    """
    parameter = declared()[code]
    return _in_force(parameter, _changes(parameter), at or clock.now(), case)


def standing_of(parameter: Parameter, *, at: datetime | None = None) -> Standing:
    """Return the values of one parameter at a moment, by default now."""
    moment = at or clock.now()
    changes = _changes(parameter)
    latest = latest_by_scope(changes, at=moment)
    everywhere = latest.pop(Scope(), None)
    return Standing(
        parameter=parameter,
        value=parameter.default if everywhere is None else _value(parameter, everywhere),
        is_default=everywhere is None,
        overrides=[
            (scope, _value(parameter, change))
            for scope, change in sorted(latest.items(), key=lambda item: item[0].rank(weights()))
        ],
        ahead=sorted(
            (change for change in changes if change.effective_from > moment),
            key=lambda change: (change.effective_from, change.id),
        ),
    )


def cells(parameter: Parameter, cases: Sequence[Mapping[str, str]]) -> list[Cell]:
    """The value in force now for each case, and whether it is the case's own."""
    changes, now = _changes(parameter), clock.now()
    own = latest_by_scope(changes, at=now)
    return [
        Cell(_in_force(parameter, changes, now, case), parameter.scope(case) in own)
        for case in cases
    ]


def standings() -> list[Standing]:
    """Return the current values of all parameters, in at most two queries."""
    with pinned_version():
        return [standing_of(parameter) for parameter in declared().values()]


def history_of(code: str) -> QuerySet[PolicyChange]:
    """Changes of a parameter, newest first."""
    return PolicyChange.objects.filter(code=code).select_related("actor").order_by("-pk")


def last_change_id(code: str) -> int:
    """Return the id of the latest change, or 0; the `seen` of `services.set_value`."""
    last = PolicyChange.objects.filter(code=code).order_by("-pk").values_list("pk", flat=True)
    return last.first() or 0


def clauses() -> QuerySet[PolicyClause]:
    """All clauses, in order."""
    return PolicyClause.objects.all()


def parameters_by_clause() -> dict[str, list[Parameter]]:
    """Return the parameters of each clause, by `document/number`."""
    found: dict[str, list[Parameter]] = {}
    for parameter in declared().values():
        if parameter.clause:
            found.setdefault(parameter.clause, []).append(parameter)
    return found


def clause_of(parameter: Parameter) -> PolicyClause | None:
    """Return the clause of a parameter, if it is stored."""
    document, _slash, number = parameter.clause.partition("/")
    return PolicyClause.objects.filter(document=document, number=number).first()


def _changes(parameter: Parameter) -> list[Change]:
    return [*parameter.first_changes(), *cache.changes().get(parameter.code, ())]


def _in_force(
    parameter: Parameter, changes: list[Change], at: datetime, case: Mapping[str, str | None]
) -> Value:
    scope = parameter.scope(case)
    change = in_force(changes, at=at, case=scope, weights=weights())
    return parameter.default if change is None else _value(parameter, change)


def _value(parameter: Parameter, change: Change) -> Value:
    return kinds.parse(parameter.kind, change.value or "")
