"""Which of two customers' values a merged customer has, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from yingke.foundation.kernel.errors import RuleViolation


class Why(StrEnum):
    """Why a value is proposed."""

    SAME = "same"
    OTHER_EMPTY = "other_empty"
    REGISTERED = "registered"
    LONGER = "longer"
    EARLIER = "earlier"
    SPECIFIC = "specific"
    BOTH = "both"
    ACTIVE = "active"
    KEPT = "kept"
    ASK = "ask"
    SCORED = "scored"
    GROUP = "group"


@dataclass(frozen=True)
class Choice:
    """One column of both customers: `absorbed_wins` is the proposal; `fixed` leaves no choice."""

    column: str
    kept: Any
    absorbed: Any
    absorbed_wins: bool
    why: Why

    @property
    def fixed(self) -> bool:
        return self.why in {Why.SAME, Why.BOTH, Why.GROUP, Why.SCORED}

    @property
    def differs(self) -> bool:
        return not self.fixed and not (_is_empty(self.kept) or _is_empty(self.absorbed))


# In the order in which a page shows them; the number is always that of the kept customer.
COLUMNS: Final = (
    *("name", "short_name", "name_en", "credit_code", "account_manager_id", "director_id"),
    *("department_id", "parent_id", "tier", "status", "industry", "region", "country", "language"),
    *("address", "website", "customer_since", "note"),
)
ASKED: Final = frozenset({"account_manager_id", "director_id"})
FOLLOWS: Final = frozenset({Why.GROUP, Why.SCORED})  # written by others, never by a merge


def check_codes(one: str | None, other: str | None) -> None:
    """Raise RuleViolation `different_credit_codes`: two registered companies never become one.

    Stored codes are valid, so two different ones are two companies.
    """
    if one and other and one != other:
        raise RuleViolation("different_credit_codes")


def choices(
    kept: Mapping[str, Any],
    absorbed: Mapping[str, Any],
    *,
    registered: tuple[bool, bool] = (False, False),
    related: bool = False,
) -> list[Choice]:
    """What is proposed for each column, in the order of COLUMNS.

    `registered` says which of the names is a registered one. `related`: one customer is above the
    other in its group, so that the parent follows from the group.
    """
    return [
        _choice(column, kept[column], absorbed[column], registered, related) for column in COLUMNS
    ]


def merged(proposed: Collection[Choice], take: Collection[str] | None = None) -> dict[str, Any]:
    """The columns of the merged customer; `take` names those taken from the absorbed one.

    None takes what is proposed. Where there is no choice, `take` changes nothing.
    """
    return {one.column: _value(one, take) for one in proposed if one.why not in FOLLOWS}


def _value(one: Choice, take: Collection[str] | None) -> Any:
    if one.why == Why.BOTH:
        return f"{one.kept}\n{one.absorbed}"
    from_absorbed = one.absorbed_wins if take is None or one.fixed else one.column in take
    return one.absorbed if from_absorbed else one.kept


def _choice(
    column: str, kept: Any, absorbed: Any, registered: tuple[bool, bool], related: bool
) -> Choice:
    if column == "parent_id" and related:
        return Choice(column, kept, absorbed, False, Why.GROUP)
    if column == "tier" and kept != absorbed:
        return Choice(column, kept, absorbed, False, Why.SCORED)
    if kept == absorbed or (_is_empty(kept) and _is_empty(absorbed)):
        return Choice(column, kept, absorbed, False, Why.SAME)
    if _is_empty(kept) or _is_empty(absorbed):
        return Choice(column, kept, absorbed, _is_empty(kept), Why.OTHER_EMPTY)
    return Choice(column, kept, absorbed, *_preferred(column, kept, absorbed, registered))


def _preferred(
    column: str, kept: Any, absorbed: Any, registered: tuple[bool, bool]
) -> tuple[bool, Why]:
    if column == "name" and registered[0] != registered[1]:
        return registered[1], Why.REGISTERED
    if column in {"name", "address"} and len(kept) != len(absorbed):
        return len(absorbed) > len(kept), Why.LONGER
    if column == "customer_since":
        return absorbed < kept, Why.EARLIER
    if column == "industry" and "other" in {kept, absorbed}:
        return kept == "other", Why.SPECIFIC
    if column == "status" and "active" in {kept, absorbed}:
        return absorbed == "active", Why.ACTIVE
    if column == "note":
        return False, Why.BOTH
    return False, Why.ASK if column in ASKED else Why.KEPT


def _is_empty(value: Any) -> bool:
    return value is None or value == ""


# A contact that both customers have is joined once.
FILLED: Final = ("name_en", "title", "phone", "email", "concern")


def same_person(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two contacts of customers that become one are the same person.

    The same name, and a telephone or an e-mail address in common, or none to tell them apart.
    """
    if _folded(one["name"]) != _folded(other["name"]):
        return False
    pairs = [(_folded(one[n]), _folded(other[n])) for n in ("phone", "email")]
    told = [left == right for left, right in pairs if left and right]
    return any(told) or not told


def filled(kept: Mapping[str, Any], absorbed: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a kept contact that the absorbed one completes."""
    found = {n: absorbed[n] for n in FILLED if not kept[n] and absorbed[n]}
    for name in ("is_decision_maker", "active"):
        if absorbed[name] and not kept[name]:
            found[name] = True
    return found


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
