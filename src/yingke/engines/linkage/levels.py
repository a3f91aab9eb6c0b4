"""How alike two values are, in steps: each step once as SQL for a table, once as Python for a pair.

The SQL runs in Splink over millions of candidate pairs, the Python when one record is checked
while a person types; a test holds the two equal. `m` is the share of true pairs that reach the
step, `u` the share of chance pairs; log2(m/u) is what the step weighs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log2

from rapidfuzz.distance import JaroWinkler, Levenshtein

from yingke.engines.linkage.profiles import Profile

Pair = Callable[[Profile, Profile], bool]


@dataclass(frozen=True, slots=True)
class Dialect:
    """The names that one database gives to the functions which the steps use."""

    jaro_winkler: str
    overlap: str
    size: str


DIALECTS = {
    "duckdb": Dialect(jaro_winkler="jaro_winkler_similarity", overlap="list_has_any", size="len"),
    "spark": Dialect(jaro_winkler="jaro_winkler", overlap="arrays_overlap", size="size"),
}


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a comparison. `learn` is off where the step states a rule, not a frequency."""

    name: str
    sql: str
    holds: Pair
    m: float
    u: float
    learn: bool = True

    @property
    def weight(self) -> float:
        """The shipped weight of this step, in bits."""
        return log2(self.m / self.u)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Steps from the most alike to the rest; `needs` are the columns both records must have."""

    name: str
    needs: tuple[str, ...]
    levels: tuple[Level, ...]

    def level(self, left: Profile, right: Profile) -> Level | None:
        """Return the first step that the pair reaches, None if one record does not tell."""
        for column in self.needs:
            if getattr(left, column) is None or getattr(right, column) is None:
                return None
        return next(level for level in self.levels if level.holds(left, right))


def same(column: str, m: float, u: float, *, learn: bool = True) -> Level:
    """Both values are equal."""
    return Level(
        "same",
        f"{column}_l = {column}_r",
        lambda left, right: getattr(left, column) == getattr(right, column),
        m,
        u,
        learn,
    )


def alike(column: str, least: float, m: float, u: float, *, name: str = "alike") -> Level:
    """Both values have at least this Jaro–Winkler similarity (0 to 1)."""
    return Level(
        name,
        f"{{jaro_winkler}}({column}_l, {column}_r) >= {least}",
        lambda left, right: _similarity(getattr(left, column), getattr(right, column)) >= least,
        m,
        u,
    )


def near(column: str, most: int, m: float, u: float, *, name: str = "near") -> Level:
    """Both values are at most this many single-character edits apart."""
    return Level(
        name,
        f"levenshtein({column}_l, {column}_r) <= {most}",
        lambda left, right: edits(getattr(left, column), getattr(right, column)) <= most,
        m,
        u,
    )


def other(m: float, u: float, *, learn: bool = True) -> Level:
    """Everything else."""
    return Level("other", "ELSE", lambda left, right: True, m, u, learn)


def _similarity(one: str, two: str) -> float:
    # Databases count bytes; so does this, for the rare value that is not ASCII.
    return JaroWinkler.similarity(one.encode(), two.encode())


def edits(one: str, two: str) -> int:
    """Return the edits between two texts, counted in bytes as databases do."""
    return Levenshtein.distance(one.encode(), two.encode())
