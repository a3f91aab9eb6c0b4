"""Every rule of the contract over every row, in one pass; the rows that break one, with place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir

from yingke.engines.scoring.contract import SHAPES, Column, Kind, TableContract
from yingke.engines.scoring.faults import Fault
from yingke.engines.scoring.measures.tables import on_or_before

from .raw import FILE, ROW

LISTED = 1_000
"""So many faults of one kind are listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class Check:
    """``broken`` is true for a row that is wrong; ``sentence`` may hold ``{value}``."""

    column: str
    broken: ir.BooleanValue
    sentence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A table with its contract's types, what is wrong with it, and what was seen."""

    rows: ir.Table
    faults: tuple[Fault, ...]
    more: int
    count: int
    duplicates: int
    currency: str | None


def typed(raw: ir.Table, column: Column) -> ir.Value:
    """The column in the contract's type; null where it cannot be read."""
    value = raw[column.name]
    dtype = ibis.dtype(column.dtype)
    if value.type().copy(nullable=True) == dtype:
        return value
    return value.cast(dtype) if dtype.is_string() else value.try_cast(dtype)


def check(raw: ir.Table, contract: TableContract, today: date) -> Checked:
    """Check ``raw`` (see ``files.raw``) on DuckDB. Dates after ``today`` are faults."""
    held = [column for column in contract.columns if column.name in raw.columns]
    values = {column.name: typed(raw, column) for column in held}
    rows = raw.select(FILE, ROW, **values)
    whole = raw.select(
        *(raw[name] for name in (FILE, ROW)),
        **{f"raw·{column.name}": raw[column.name].cast("string") for column in held},
        **values,
    )
    checks = [found for column in held for found in _column_checks(whole, raw, column)]
    checks += [found for column in held for found in _date_checks(whole, column, today)]
    checks += _row_checks(whole, contract)
    tallies = {f"n{i}": whole.count(where=one.broken) for i, one in enumerate(checks)}
    tallies |= {"count": whole.count(), "proof": _key_hash(whole, contract).nunique()}
    tallies |= _currency_tally(whole)
    seen = whole.aggregate(**tallies).to_pyarrow().to_pylist()[0]
    faults: list[Fault] = []
    more = 0
    for i, one in enumerate(checks):
        if seen[f"n{i}"]:
            faults += _places(whole, one)
            more += max(0, int(seen[f"n{i}"]) - LISTED)
    duplicates = 0
    if seen["proof"] < seen["count"]:
        clashes, duplicates = _clashes(rows, contract)
        faults += clashes
    if seen.get("other_currency") != seen.get("currency"):
        faults += _mixed(whole)
    return Checked(
        rows.drop(FILE, ROW), tuple(faults), more, seen["count"], duplicates, seen.get("currency")
    )


def _column_checks(whole: ir.Table, raw: ir.Table, column: Column) -> Iterable[Check]:
    value, text = whole[column.name], whole[f"raw·{column.name}"]
    if not column.nullable:
        same = raw[column.name].type().copy(nullable=True) == ibis.dtype(column.dtype)
        blank = (value if same else text).isnull()
        if column.kind == Kind.TEXT:
            blank |= text == ""
        yield Check(column.name, blank, "is empty")
    dtype = ibis.dtype(column.dtype)
    if column.kind != Kind.TEXT and raw[column.name].type().copy(nullable=True) != dtype:
        unread = text.notnull() & value.isnull()
        yield Check(column.name, unread, f"“{{value}}” is not {SHAPES[column.kind]}")
        if column.kind == Kind.MONEY:
            finer = text.try_cast("float64").cast("decimal(28, 8)") != value.cast("decimal(28, 8)")
            if raw[column.name].type().is_string():
                finer = text.try_cast("decimal(28, 8)") != value.cast("decimal(28, 8)")
            yield Check(column.name, finer, "{value} has more than two decimals")
    if column.kind == Kind.NUMBER:
        yield Check(column.name, value.isnan() | value.isinf(), "{value} is not a number")
    if column.minimum is not None:
        below = "is negative" if column.minimum == 0 else f"is below {column.minimum:g}"
        yield Check(column.name, value < column.minimum, f"{{value}} {below}")
    if column.maximum is not None:
        over = value > column.maximum
        yield Check(column.name, over, f"{{value}} is above {column.maximum:g}")


def _date_checks(whole: ir.Table, column: Column, today: date) -> Iterable[Check]:
    if column.kind in {Kind.DATE, Kind.MOMENT} and not column.may_be_future:
        future = ~on_or_before(whole[column.name], today)
        yield Check(column.name, future, f"{{value}} is after today ({today})")


def _row_checks(whole: ir.Table, contract: TableContract) -> list[Check]:
    return [
        Check(rule.columns[0], rule.broken(whole), f"{{value}} {rule.sentence}")
        for rule in contract.rules
        if set(rule.columns) <= set(whole.columns)
    ]


def _places(whole: ir.Table, one: Check) -> list[Fault]:
    bad = whole.filter(one.broken).select(
        file=whole[FILE], row=whole[ROW], value=whole[f"raw·{one.column}"]
    )
    return [
        Fault(row["file"], row["row"], one.column, one.sentence.format(value=row["value"]))
        for row in bad.limit(LISTED).to_pyarrow().to_pylist()
    ]


def _key_hash(whole: ir.Table, contract: TableContract) -> ir.Value:
    # Equal keys have equal hashes: as many hashes as rows prove that no key is there twice, at
    # half the price of counting the keys themselves.
    key = [whole[name] for name in contract.key]
    return (key[0] if len(key) == 1 else ibis.struct(dict(zip("abcd", key, strict=False)))).hash()


def _clashes(rows: ir.Table, contract: TableContract) -> tuple[list[Fault], int]:
    """Rows with one key and different content, and the number of rows that say nothing new."""
    content = [name for name in rows.columns if name not in {FILE, ROW}]
    each = rows.group_by(content).aggregate(**{ROW: rows[ROW].min(), "times": rows.count()})
    surplus = each.aggregate(n=(each.times - 1).sum()).to_pyarrow()["n"][0].as_py() or 0
    clashing = each.group_by(list(contract.key)).aggregate(n=each.count())
    clashing = clashing.filter(clashing.n > 1)
    bad = rows.semi_join(clashing, list(contract.key)).order_by(FILE, ROW).limit(LISTED)
    faults = [
        Fault(
            row[FILE],
            row[ROW],
            contract.key[0],
            f"“{row[contract.key[0]]}” is there more than once with different content",
        )
        for row in bad.to_pyarrow().to_pylist()
    ]
    return faults, int(surplus)


def _currency_tally(whole: ir.Table) -> dict[str, ir.Value]:
    if "currency" not in whole.columns:
        return {}
    return {"currency": whole.currency.min(), "other_currency": whole.currency.max()}


def _mixed(whole: ir.Table) -> list[Fault]:
    counts = whole.filter(whole.currency.notnull()).group_by("currency").aggregate(n=ibis._.count())
    ordered = counts.order_by(ibis.desc("n"), "currency").to_pyarrow().to_pylist()
    usual = ordered[0]["currency"]
    sentence = f"{{value}} where {ordered[0]['n']} other rows have {usual}: one currency only"
    return _places(whole, Check("currency", whole.currency != usual, sentence))
