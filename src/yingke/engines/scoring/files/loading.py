"""From files to checked tables: everything that is wrong is reported together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ibis
import ibis.expr.types as ir

from yingke.engines.scoring.contract import CONTRACTS
from yingke.engines.scoring.faults import BadInputError, Fault
from yingke.engines.scoring.measures.tables import Tables

from .checking import Checked, check
from .raw import ROW, read_raw


@dataclass(frozen=True, slots=True)
class Loaded:
    """Tables on DuckDB, with rows and duplicates per table and remarks for the reader."""

    tables: Tables
    rows: dict[str, int]
    duplicates: dict[str, int]
    currency: str | None
    notes: tuple[str, ...]


def load(
    connection: ibis.BaseBackend,
    files: Mapping[str, Sequence[Path]],
    *,
    today: date,
    encoding: str | None = None,
) -> Loaded:
    """Read and check the files of each table on a DuckDB connection.

    csv in UTF-8 or UTF-16 (with its mark) or ``encoding``; parquet by its own types. Raises
    ``BadInputError`` with everything that is wrong in all files.
    """
    faults: list[Fault] = []
    notes: list[str] = []
    checked: dict[str, Checked] = {}
    for name, paths in files.items():
        raws = [read_raw(connection, CONTRACTS[name], path, encoding) for path in paths]
        faults += [fault for raw in raws for fault in raw.faults]
        notes += [note for raw in raws for note in raw.notes]
        found = [raw.rows for raw in raws if raw.rows is not None]
        if not found:
            continue
        one = checked[name] = check(_stacked(found), CONTRACTS[name], today)
        faults += one.faults
        if one.count == 0 and not any(raw.faults for raw in raws):
            faults += [Fault(p.name, None, None, "has a header and no rows") for p in paths]
    faults += _different(currencies := {n: c.currency for n, c in checked.items() if c.currency})
    if faults:
        raise BadInputError(faults, sum(one.more for one in checked.values()))
    return Loaded(
        Tables(
            **{name: one.rows for name, one in checked.items()},
            unique=frozenset(name for name, one in checked.items() if one.duplicates == 0),
        ),
        {name: one.count for name, one in checked.items()},
        {name: one.duplicates for name, one in checked.items()},
        next(iter(currencies.values()), None),
        tuple(notes),
    )


def _different(currencies: Mapping[str, str]) -> list[Fault]:
    """A fault when the tables are not all in one currency."""
    if len(set(currencies.values())) < 2:
        return []
    said = ", ".join(f"{name} in {code}" for name, code in currencies.items())
    return [Fault("all files", None, "currency", f"{said}: one currency only")]


def _stacked(found: list[ir.Table]) -> ir.Table:
    """One table of all files; columns that only some have are null in the others."""
    if len(found) == 1:
        return found[0]
    names = list(dict.fromkeys(name for rows in found for name in rows.columns))
    same = all(rows.schema() == found[0].schema() for rows in found)
    if same:
        return ibis.union(*found)
    padded = []
    for rows in found:
        columns = {
            name: rows[name].cast("string") if name in rows.columns else ibis.null("string")
            for name in names
        }
        columns[ROW] = rows[ROW]
        padded.append(rows.select(**columns))
    return ibis.union(*padded)
