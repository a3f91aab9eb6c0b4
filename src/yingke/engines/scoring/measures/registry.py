"""The register of measures, and how one or all of them become a single query."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import ibis
import ibis.expr.types as ir

from yingke.engines.scoring.contract import CONTRACTS

from .tables import Tables, Window, on_or_before


class Direction(StrEnum):
    """Which way is better."""

    MORE = "more is better"
    LESS = "less is better"


@dataclass(frozen=True, slots=True)
class View:
    """What a formula sees: the rows of its source known on ``as_of``, and the window."""

    rows: ir.Table
    when: str
    as_of: date
    window: Window

    def __getattr__(self, column: str) -> Any:
        return self.rows[column]

    @property
    def within(self) -> ir.BooleanValue:
        """True for rows in the window."""
        return ~on_or_before(self.rows[self.when], self.window.start(self.as_of))

    @property
    def before(self) -> ir.BooleanValue:
        """True for rows in the window of the same length before."""
        earlier = ~on_or_before(self.rows[self.when], self.window.start_of_previous(self.as_of))
        return earlier & ~self.within

    def known(self, column: ir.Value) -> ir.Value:
        """A later fact of the row (paid, closed), or null when it came after ``as_of``."""
        return ibis.ifelse(on_or_before(column, self.as_of), column, ibis.null(column.type()))

    def days_until_now(self, day: ir.Value) -> ir.Value:
        """Whole days from ``day`` to ``as_of``."""
        return ibis.date(self.as_of.isoformat()).delta(day, unit="day").cast("int64")


@dataclass(frozen=True, slots=True)
class Source:
    """Rows that formulas reduce per account: a table of the contract or a join of several."""

    name: str
    tables: tuple[str, ...]
    when: str
    rows: Callable[[Tables, date], ir.Table]


@dataclass(frozen=True, slots=True)
class Measure:
    """One number per account. Call it as ``measure(tables, as_of, window)``.

    ``step`` is what counts as one step for the better, in ``unit``. Either ``source`` and
    ``formula`` (a reduction of the source's rows) or ``parts`` and ``finish`` (a formula over
    other measures) are set. The result has the columns ``account_id`` and ``value``; the value
    is null for an account of which no row is known.
    """

    name: str
    unit: str
    direction: Direction
    step: float
    meaning: str
    source: Source | None = None
    formula: Callable[[View], ir.Value] | None = None
    parts: tuple[str, ...] = ()
    finish: Callable[..., ir.Value] | None = None
    tables: tuple[str, ...] = field(default=())

    def __call__(self, tables: Tables, as_of: date, window: Window | None = None) -> ir.Table:
        together = measure_all(tables, as_of, window, [self.name])
        return together.rename(value=self.name)


SOURCES: dict[str, Source] = {}
MEASURES: dict[str, Measure] = {}


def _plain(name: str, when: str) -> Source:
    return Source(name, (name,), when, lambda tables, as_of: tables.rows(name, as_of))


for _contract in CONTRACTS.values():
    if _contract.when is not None:
        SOURCES[_contract.name] = _plain(_contract.name, _contract.when)


def measure(
    source: str, *, unit: str, direction: Direction, step: float
) -> Callable[[Callable[[View], ir.Value]], Measure]:
    """Register a reduction of one source's rows under the function's name."""

    def register(formula: Callable[[View], ir.Value]) -> Measure:
        made = Measure(
            name=formula.__name__,
            unit=unit,
            direction=direction,
            step=step,
            meaning=_meaning(formula),
            source=SOURCES[source],
            formula=formula,
            tables=SOURCES[source].tables,
        )
        return _add(made)

    return register


def combined(
    *parts: Measure, unit: str, direction: Direction, step: float
) -> Callable[[Callable[..., ir.Value]], Measure]:
    """Register a formula over other measures, which it gets in the order of ``parts``."""

    def register(finish: Callable[..., ir.Value]) -> Measure:
        made = Measure(
            name=finish.__name__,
            unit=unit,
            direction=direction,
            step=step,
            meaning=_meaning(finish),
            parts=tuple(part.name for part in parts),
            finish=finish,
            tables=tuple(dict.fromkeys(name for part in parts for name in part.tables)),
        )
        return _add(made)

    return register


def _meaning(function: Callable[..., Any]) -> str:
    return " ".join((function.__doc__ or "").split())


def _add(made: Measure) -> Measure:
    if made.name in MEASURES:
        raise ValueError(f"there are two measures named {made.name}")
    MEASURES[made.name] = made
    return made


def available(tables: Tables) -> tuple[str, ...]:
    """The names of the measures whose tables are all there, in the register's order."""
    given = set(tables.given())
    return tuple(name for name, made in MEASURES.items() if given.issuperset(made.tables))


def measure_all(
    tables: Tables,
    as_of: date,
    window: Window | None = None,
    names: Iterable[str] | None = None,
) -> ir.Table:
    """Several measures as one query: each source is read once, whatever the number.

    Returns a table of ``account_id`` and one column per measure, one row per account of the
    population. ``names`` defaults to all measures whose tables are there. KeyError for a measure
    that is not registered or whose tables are missing.
    """
    window = window or Window()
    wanted = list(names) if names is not None else list(available(tables))
    needed = _with_parts(wanted)
    by_source: dict[str, list[str]] = {}
    for name in needed:
        source = MEASURES[name].source
        if source is not None:
            by_source.setdefault(source.name, []).append(name)
    groups = [
        _aggregate(SOURCES[source], members, tables, as_of, window)
        for source, members in by_source.items()
    ]
    # With one table alone its own accounts are the population: no join is needed, and on
    # millions of rows the second pass over them is worth saving.
    alone = len(groups) == 1 and tuple(by_source) == tables.given()
    whole = groups[0] if alone else _beside_each_other(groups, tables, as_of)
    for name in needed:
        made = MEASURES[name]
        if made.finish is not None:
            value = made.finish(*(whole[part] for part in made.parts))
            whole = whole.mutate(value.name(name))
    return whole.select("account_id", *wanted)


def _with_parts(names: Iterable[str]) -> list[str]:
    """The names with those they are made of, parts first, each once."""
    ordered: dict[str, None] = {}
    for name in names:
        for part in MEASURES[name].parts:
            ordered.setdefault(part)
        ordered.setdefault(name)
    return list(ordered)


def _aggregate(
    source: Source, names: list[str], tables: Tables, as_of: date, window: Window
) -> ir.Table:
    view = View(source.rows(tables, as_of), source.when, as_of, window)
    values = {}
    for name in names:
        formula = MEASURES[name].formula
        if formula is not None:
            values[name] = formula(view)
    return view.rows.group_by("account_id").aggregate(**values)


def _beside_each_other(groups: list[ir.Table], tables: Tables, as_of: date) -> ir.Table:
    whole = tables.population(as_of)
    for group in groups:
        whole = whole.left_join(group, "account_id").drop("account_id_right")
    return whole
