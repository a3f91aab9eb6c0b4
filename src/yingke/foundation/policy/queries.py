"""Reads of the policy package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingke.foundation.kernel import clock
from yingke.foundation.policy import cache
from yingke.foundation.policy.cache import steady
from yingke.foundation.policy.models import PolicyChange, PolicyClause
from yingke.foundation.policy.parameters import Parameter, declared
from yingke.foundation.policy.rules import kinds
from yingke.foundation.policy.rules.precedence import Scope, in_force, latest_by_scope

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from yingke.foundation.policy.rules.kinds import Value
    from yingke.foundation.policy.rules.precedence import Change

__all__ = [
    "Standing",
    "clause_of",
    "clauses",
    "history_of",
    "last_change_id",
    "parameters_by_clause",
    "standing_of",
    "standings",
    "steady",
    "value",
]


@dataclass(frozen=True)
class Standing:
    """How a parameter stands at a moment: in the whole company, in narrower scopes, and ahead."""

    parameter: Parameter
    value: Value
    is_default: bool
    overrides: list[tuple[Scope, Value]]
    ahead: list[Change]


def value(
    code: str,
    *,
    at: datetime | None = None,
    visit_type: str | None = None,
    site: str | None = None,
    tier: str | None = None,
) -> Value:
    """The value in force at a moment (now), for a case; the declared default where none is set.

    Raises `KeyError` for a code that no package declares: that is a slip in the code.
    """
    parameter = declared()[code]
    change = in_force(
        cache.changes().get(code, ()),
        at=at or clock.now(),
        case=Scope(visit_type=visit_type or "", site=site or "", tier=tier or ""),
    )
    return parameter.default if change is None else _value(parameter, change)


def standing_of(parameter: Parameter, *, at: datetime | None = None) -> Standing:
    """How one parameter stands."""
    moment = at or clock.now()
    changes = cache.changes().get(parameter.code, ())
    latest = latest_by_scope(changes, at=moment)
    everywhere = latest.pop(Scope(), None)
    return Standing(
        parameter=parameter,
        value=parameter.default if everywhere is None else _value(parameter, everywhere),
        is_default=everywhere is None,
        overrides=[
            (scope, _value(parameter, change))
            for scope, change in sorted(latest.items(), key=lambda item: item[0].rank)
        ],
        ahead=sorted(
            (change for change in changes if change.effective_from > moment),
            key=lambda change: (change.effective_from, change.id),
        ),
    )


def standings() -> list[Standing]:
    """How all parameters stand now, in the order of declaration; two queries at most."""
    with steady():
        return [standing_of(parameter) for parameter in declared().values()]


def history_of(code: str) -> QuerySet[PolicyChange]:
    """All changes of a parameter with who made them, newest first."""
    return PolicyChange.objects.filter(code=code).select_related("actor").order_by("-pk")


def last_change_id(code: str) -> int:
    """The id of the latest change of a parameter, 0 without any: what an editor has seen."""
    last = PolicyChange.objects.filter(code=code).order_by("-pk").values_list("pk", flat=True)
    return last.first() or 0


def clauses() -> QuerySet[PolicyClause]:
    """The written procedure, in its order."""
    return PolicyClause.objects.all()


def parameters_by_clause() -> dict[str, list[Parameter]]:
    """The parameters that implement each clause, by its `document/number`."""
    found: dict[str, list[Parameter]] = {}
    for parameter in declared().values():
        if parameter.clause:
            found.setdefault(parameter.clause, []).append(parameter)
    return found


def clause_of(parameter: Parameter) -> PolicyClause | None:
    """The clause a parameter implements, if its text is kept here."""
    document, _slash, number = parameter.clause.partition("/")
    return PolicyClause.objects.filter(document=document, number=number).first()


def _value(parameter: Parameter, change: Change) -> Value:
    return kinds.parse(parameter.kind, change.value or "")
