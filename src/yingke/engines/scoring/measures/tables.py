"""The tables that a measure reads, as Ibis expressions of any backend."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from yingke.engines.scoring.contract import CONTRACTS, SHAPES
from yingke.engines.scoring.faults import BadInputError, Fault


@dataclass(frozen=True, slots=True)
class Window:
    """The span of ``days`` that ends with ``as_of`` (that day included)."""

    days: int = 365

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError("a window has at least one day")

    def start(self, as_of: date) -> date:
        """The last day before the window."""
        return as_of - timedelta(days=self.days)

    def start_of_previous(self, as_of: date) -> date:
        """The last day before the window of the same length that comes before."""
        return as_of - timedelta(days=2 * self.days)


def fetched(expression: ir.Table) -> pa.Table:
    """The rows of an expression, as its own backend gives them."""
    return expression.to_pyarrow()


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables by the contract (``contract.CONTRACTS``), each optional, on one backend.

    A row that is there twice counts once; ``unique`` names tables known to hold no row twice,
    for which the search for duplicates is saved. ``fetch`` runs an expression where it cannot run
    itself: tables without a backend are compiled and run on a connection of the caller's own.
    Raises ``BadInputError`` when a column is missing.
    """

    accounts: ir.Table | None = None
    contacts: ir.Table | None = None
    orders: ir.Table | None = None
    interactions: ir.Table | None = None
    visits: ir.Table | None = None
    cases: ir.Table | None = None
    payments: ir.Table | None = None
    projects: ir.Table | None = None
    ratings: ir.Table | None = None
    unique: frozenset[str] = field(default_factory=frozenset)
    fetch: Callable[[ir.Table], pa.Table] = fetched

    def __post_init__(self) -> None:
        faults = [
            Fault(name, None, column.name, f"is missing; it holds {SHAPES[column.kind]}")
            for name in self.given()
            for column in CONTRACTS[name].columns
            if column.required and column.name not in getattr(self, name).columns
        ]
        if faults:
            raise BadInputError(faults)

    def given(self) -> tuple[str, ...]:
        """The names of the tables that are there."""
        names = (f.name for f in fields(self) if f.name in CONTRACTS)
        return tuple(name for name in names if getattr(self, name) is not None)

    def rows(self, name: str, as_of: date) -> ir.Table:
        """The rows of a table known on ``as_of``, each once; KeyError when it is not there."""
        contract = CONTRACTS[name]
        table: ir.Table | None = getattr(self, name)
        if table is None:
            raise KeyError(name)
        rows = contract.complete(table)
        if contract.when is not None:
            rows = rows.filter(on_or_before(rows[contract.when], as_of))
        return rows if name in self.unique else rows.distinct()

    def population(self, as_of: date) -> ir.Table:
        """``account_id`` of every account: table ``accounts``, else all that any table names."""
        names = ("accounts",) if self.accounts is not None else self.given()
        if not names:
            raise ValueError("there is no table to take the accounts from")
        parts = [self.rows(name, as_of).select("account_id") for name in names]
        whole = parts[0] if len(parts) == 1 else ibis.union(*parts)
        return whole.distinct()


def on_or_before(column: ir.Value, day: date) -> ir.BooleanValue:
    """True where a date or moment lies on ``day`` or before it (the whole day counts)."""
    following = day + timedelta(days=1)
    if column.type().is_timestamp():
        return column < ibis.timestamp(following.isoformat())
    return column < ibis.date(following.isoformat())
