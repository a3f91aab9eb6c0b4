"""The tiers of an earlier result, read back from whichever format it was written in."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from yingke.engines.scoring.faults import BadInputError, Fault

COLUMNS = ("account_id", "tier", "tier_since")

Tiers = dict[str, tuple[str, date]]


def read_tiers(path: Path, as_of: date) -> Tiers:
    """Tier and the day it was entered by account, from parquet, csv or xlsx.

    Only the columns ``account_id``, ``tier`` and ``tier_since`` are looked at. Raises
    ``BadInputError`` with everything that keeps the file from being an earlier result.
    """
    readers = {".parquet": _parquet, ".csv": _csv, ".xlsx": _xlsx}
    if not path.is_file():
        raise BadInputError([Fault(path.name, None, None, "there is no such file")])
    if path.suffix.lower() not in readers:
        raise BadInputError([Fault(path.name, None, None, "is no parquet, csv or xlsx file")])
    try:
        rows = list(readers[path.suffix.lower()](path))
    except Exception as error:  # noqa: BLE001 - a file that is no earlier result fails in many ways
        said = (str(error).splitlines() or [type(error).__name__])[0]
        sentence = f"cannot be read as an earlier result: {said}"
        raise BadInputError([Fault(path.name, None, None, sentence)]) from None
    lacking = [name for name in COLUMNS if not rows or name not in rows[0]]
    if lacking:
        sentence = f"is not an earlier result: it lacks {', '.join(lacking)}"
        raise BadInputError([Fault(path.name, None, None, sentence)])
    return _checked(path, rows, as_of)


def _checked(path: Path, rows: Iterable[Mapping[str, Any]], as_of: date) -> Tiers:
    faults: list[Fault] = []
    found: Tiers = {}
    for number, row in enumerate(rows, start=2):
        account, tier, since = (row[name] for name in COLUMNS)
        day = _day(since)
        wrong = [(n, "is empty") for n in COLUMNS[:2] if not row[n]]
        if day is None:
            said = "is empty" if since in {None, ""} else f"“{since}” is not a date like 2026-03-31"
            wrong.append(("tier_since", said))
        elif day > as_of:
            wrong.append(("tier_since", f"{day} is after the day to score ({as_of})"))
        if str(account) in found:
            wrong.append(("account_id", f"“{account}” is there more than once"))
        faults += [Fault(path.name, number, column, sentence) for column, sentence in wrong]
        found[str(account)] = (str(tier), day or as_of)
    if faults:
        raise BadInputError(faults)
    return found


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _parquet(path: Path) -> Iterator[Mapping[str, Any]]:
    import pyarrow.parquet as pq

    held = [name for name in pq.read_schema(path).names if name in COLUMNS]
    yield from pq.read_table(path, columns=held).to_pylist()


def _csv(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        yield from csv.DictReader(text, restval="")


def _xlsx(path: Path) -> Iterator[Mapping[str, Any]]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        lines = book.worksheets[0].iter_rows(values_only=True)
        head = [str(name) for name in next(lines, ())]
        yield from (dict(zip(head, line, strict=False)) for line in lines)
    finally:
        book.close()
