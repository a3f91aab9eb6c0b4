"""Tiers as ordered rules: who may enter, who must leave, how long one stays at least."""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Fields = Mapping[str, Vector]

COMPARISONS: dict[str, Callable[[Vector, float], Any]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """``field`` (a measure, a dimension, ``score``, ``p_alive`` …) compared with a number.

    A value that is not known fulfils no condition: nobody rises or falls for want of data.
    """

    field: str
    comparison: str
    bound: float

    def __post_init__(self) -> None:
        if self.comparison not in COMPARISONS:
            raise ValueError(f"{self.comparison!r} is none of {', '.join(COMPARISONS)}")

    def holds(self, fields: Fields) -> Mask:
        """For each account. KeyError when the field is not there."""
        return np.asarray(COMPARISONS[self.comparison](fields[self.field], self.bound), dtype=bool)

    def __str__(self) -> str:
        return f"{self.field} {self.comparison} {self.bound:.12g}"


Alternatives = tuple[tuple[Condition, ...], ...]
"""Any of the groups must hold whole. No group at all: never; an empty group: always."""

ALWAYS: Alternatives = ((),)
NEVER: Alternatives = ()


def holds(alternatives: Alternatives, fields: Fields, accounts: int) -> Mask:
    """Where one of the alternatives holds."""
    result = np.zeros(accounts, dtype=bool)
    for group in alternatives:
        whole = np.ones(accounts, dtype=bool)
        for condition in group:
            whole &= condition.holds(fields)
        result |= whole
    return result


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier. ``exit`` leaves a gap to ``entry`` so that nobody flickers between two tiers.

    ``minimum_stay`` is in days. ``at_once`` lets its entry (an alarm) cut another tier's stay.
    """

    name: str
    title: str
    entry: Alternatives
    exit: Alternatives = NEVER
    minimum_stay: int = 0
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class TierRules:
    """Tiers in order: the first whose entry holds takes a new account.

    Raises ValueError when the last tier does not take everyone, when a name is there twice, or
    when an exit can hold while the same tier's entry does (an account would leave and return).
    """

    tiers: tuple[Tier, ...]

    def __post_init__(self) -> None:
        if not self.tiers or self.tiers[-1].entry != ALWAYS:
            raise ValueError("the last tier takes everyone: its entry has no condition")
        names = [tier.name for tier in self.tiers]
        if len(set(names)) < len(names):
            raise ValueError("two tiers have one name")
        for tier in self.tiers:
            for entered, left in _overlaps(tier):
                raise ValueError(f"{tier.name}: “{left}” lets go whom “{entered}” lets in")

    @property
    def names(self) -> tuple[str, ...]:
        """The tiers' names in order."""
        return tuple(tier.name for tier in self.tiers)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the rules look at, each once."""
        groups = [group for tier in self.tiers for group in (*tier.entry, *tier.exit)]
        return tuple(dict.fromkeys(condition.field for group in groups for condition in group))

    def to_json(self) -> list[dict[str, Any]]:
        """The rules as plain values; ``from_json`` reads them."""
        return [
            {
                "name": tier.name,
                "title": tier.title,
                "entry": _alternatives_json(tier.entry),
                "exit": _alternatives_json(tier.exit),
                "minimum_stay": tier.minimum_stay,
                "at_once": tier.at_once,
            }
            for tier in self.tiers
        ]

    @classmethod
    def from_json(cls, given: Sequence[Mapping[str, Any]]) -> "TierRules":
        """Read rules; ValueError says what is wrong."""
        try:
            return cls(
                tuple(
                    Tier(
                        str(one["name"]),
                        str(one.get("title", one["name"])),
                        _alternatives(one["entry"]),
                        _alternatives(one.get("exit", [])),
                        int(one.get("minimum_stay", 0)),
                        bool(one.get("at_once", False)),
                    )
                    for one in given
                )
            )
        except KeyError as error:
            raise ValueError(f"a tier lacks {error}") from None
        except TypeError as error:
            raise ValueError(f"the tiers cannot be read: {error}") from None


def _alternatives_json(alternatives: Alternatives) -> list[list[list[Any]]]:
    return [[[c.field, c.comparison, c.bound] for c in group] for group in alternatives]


def _alternatives(given: Sequence[Sequence[Sequence[Any]]]) -> Alternatives:
    return tuple(
        tuple(Condition(str(field), str(how), float(bound)) for field, how, bound in group)
        for group in given
    )


def _overlaps(tier: Tier) -> Iterator[tuple[Condition, Condition]]:
    """Single conditions of entry and exit on one field that can hold together."""
    for entry in tier.entry:
        for leaving in tier.exit:
            if len(entry) != 1 or len(leaving) != 1 or entry[0].field != leaving[0].field:
                continue
            if _meet(entry[0], leaving[0]):
                yield entry[0], leaving[0]


def _meet(one: Condition, other: Condition) -> bool:
    if one.comparison[0] == other.comparison[0]:
        return True
    low, high = (one, other) if one.comparison[0] == ">" else (other, one)
    both_closed = low.comparison == ">=" and high.comparison == "<="
    return low.bound < high.bound or (both_closed and low.bound == high.bound)


def _one(field: str, comparison: str, bound: float) -> Alternatives:
    return ((Condition(field, comparison, bound),),)


DEFAULT_TIERS = TierRules(
    (
        Tier(
            "at_risk",
            "流失预警层",
            ((Condition("p_alive", "<", 0.3), Condition("monetary_before", ">", 0)),),
            _one("p_alive", ">=", 0.5),
            minimum_stay=30,
            at_once=True,
        ),
        Tier(
            "strategic",
            "战略核心层",
            _one("score", ">=", 80),
            _one("score", "<", 72),
            minimum_stay=90,
        ),
        Tier(
            "key",
            "业务重点层",
            _one("score", ">=", 60),
            _one("score", "<", 54),
            minimum_stay=90,
        ),
        Tier("growing", "潜力培育层", ALWAYS, minimum_stay=30),
    )
)
"""The four layers of the house, ready to be replaced by a company's own."""
