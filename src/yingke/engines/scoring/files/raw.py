"""Raw rows of csv and parquet files, as they stand, each with its file and row number."""

import codecs
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ibis
import ibis.expr.types as ir

from yingke.engines.scoring.contract import SHAPES, TableContract
from yingke.engines.scoring.faults import Fault

FILE, ROW = "file·", "row·"
"""Names of the two added columns; no header of a real file has the dot."""

CHUNK = 1 << 20
MANY = 200
"""With more rejected rows than this, the file is not the kind of file it claims to be."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One file's rows with the contract's columns it has, plus ``FILE`` and ``ROW``."""

    rows: ir.Table | None
    faults: tuple[Fault, ...]
    notes: tuple[str, ...] = ()


def read_raw(
    connection: ibis.BaseBackend, contract: TableContract, path: Path, encoding: str | None
) -> Raw:
    """Open one file. What is wrong with the file as a whole comes back as faults."""
    if not path.is_file():
        return _refused(path, "there is no such file")
    if path.stat().st_size == 0:
        return _refused(path, "is empty")
    if path.suffix.lower() == ".parquet":
        return _parquet(connection, contract, path)
    if path.suffix.lower() in {".csv", ".txt", ".tsv"}:
        return _csv(connection, contract, path, encoding)
    return _refused(path, f"has the ending {path.suffix or '(none)'}; csv and parquet are read")


def _refused(path: Path, *sentences: str) -> Raw:
    return Raw(None, tuple(Fault(path.name, None, None, sentence) for sentence in sentences))


def _parquet(connection: ibis.BaseBackend, contract: TableContract, path: Path) -> Raw:
    try:
        rows = connection.read_parquet(path, file_row_number=True)
    except Exception as error:  # noqa: BLE001 - DuckDB's own errors have no common public base
        return _refused(path, f"cannot be read as parquet: {str(error).splitlines()[0]}")
    faults, notes = _header(path, contract, [n for n in rows.columns if n != "file_row_number"])
    if faults:
        return Raw(None, faults, notes)
    held = [name for name in contract.names if name in rows.columns]
    faults = tuple(
        Fault(
            path.name,
            None,
            name,
            f"has the type {rows[name].type()}; it holds {SHAPES[contract.column(name).kind]}",
        )
        for name in held
        if not _castable(rows[name])
    )
    if faults:
        return Raw(None, faults, notes)
    place = {FILE: ibis.literal(path.name), ROW: rows["file_row_number"] + 2}
    return Raw(rows.select(*held, **place), (), notes)


def _castable(column: ir.Value) -> bool:
    kind = column.type()
    return bool(kind.is_primitive() or kind.is_string() or kind.is_decimal() or kind.is_temporal())


def _header(
    path: Path, contract: TableContract, header: Sequence[str]
) -> tuple[tuple[Fault, ...], tuple[str, ...]]:
    faults = [
        Fault(path.name, 1, column.name, f"is missing; it holds {SHAPES[column.kind]}")
        for column in contract.columns
        if column.required and column.name not in header
    ]
    twice = {name for name in header if name in contract.names and header.count(name) > 1}
    faults += [Fault(path.name, 1, name, "is there twice") for name in sorted(twice)]
    strange = [name for name in header if name not in contract.names]
    notes = [f"{path.name}: not used: {', '.join(strange)}"] if strange else []
    return tuple(faults), tuple(notes)


def _csv(
    connection: ibis.BaseBackend, contract: TableContract, path: Path, encoding: str | None
) -> Raw:
    try:
        codec = codecs.lookup(encoding).name if encoding else _mark(path)
    except LookupError:
        return _refused(path, f"no encoding is called {encoding}")
    fault = _undecodable(path, codec)
    if fault:
        return Raw(None, (fault,))
    with path.open(encoding=codec, newline="") as text:
        first = text.readline().lstrip("\ufeff")
    separator = max(",;\t", key=first.count)
    header = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
    faults, notes = _header(path, contract, header)
    if faults:
        return Raw(None, faults, notes)
    with TemporaryDirectory() as folder:
        source = path if codec.startswith("utf-8") else _transcoded(path, codec, Path(folder))
        table, rejected = _staged(connection, source, header, separator)
    bad = tuple(
        Fault(path.name, row["line"], row["column_name"], _complaint(row)) for row in rejected
    )
    lines = sorted({row["line"] for row in rejected})
    if len(lines) > MANY:
        return Raw(None, bad, notes)
    held = [name for name in contract.names if name in header]
    place = {FILE: ibis.literal(path.name), ROW: _numbered(table, lines)}
    return Raw(table.select(*held, **place), bad, notes)


def _transcoded(path: Path, codec: str, folder: Path) -> Path:
    copy = folder / "copy.csv"
    with (
        path.open(encoding=codec, newline="") as text,
        copy.open("w", encoding="utf-8", newline="") as out,
    ):
        while chunk := text.read(CHUNK):
            out.write(chunk)
    return copy


def _staged(
    connection: ibis.BaseBackend, source: Path, header: list[str], separator: str
) -> tuple[ir.Table, list[dict[str, Any]]]:
    """The csv as a table of texts, and the rows that have too few or too many fields."""
    stage = ibis.util.gen_name("csv")
    names = [name if header.count(name) == 1 else f"{name}·{i}" for i, name in enumerate(header)]
    table = connection.read_csv(
        source,
        header=True,
        auto_detect=False,
        columns=dict.fromkeys(names, "VARCHAR"),
        delim=separator,
        quote='"',
        escape='"',
        store_rejects=True,
        rejects_table=f"{stage}_rows",
        rejects_scan=f"{stage}_scan",
        rejects_limit=10_000,
    )
    tidy = {name: table[name].strip().nullif("") for name in names}
    numbered = table.select(**tidy, **{ROW: ibis.row_number()})
    staged = connection.create_table(stage, numbered, temp=True)
    rejected = connection.table(f"{stage}_rows").order_by("line", "column_idx")
    first = rejected.distinct(on="line", keep="first").order_by("line")
    return staged, first.to_pyarrow().to_pylist()


def _numbered(table: ir.Table, rejected: list[int]) -> ir.Value:
    """The row as a spreadsheet counts it, although rejected rows are not in the table."""
    number = table[ROW] + 2
    for already, line in enumerate(rejected):
        number = number + (table[ROW] + 2 >= line - already).cast("int64")
    return number


def _complaint(row: dict[str, Any]) -> str:
    return {
        "MISSING COLUMNS": "the row has too few fields",
        "TOO MANY COLUMNS": "the row has too many fields",
        "UNQUOTED VALUE": "a quoted value does not end where the field ends",
    }.get(row["error_type"], str(row["error_message"]).splitlines()[0])


def _mark(path: Path) -> str:
    """The encoding that the file's first bytes name; without a mark, UTF-8."""
    with path.open("rb") as raw:
        head = raw.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


def _undecodable(path: Path, codec: str) -> Fault | None:
    """The first place that is not text in this encoding: silently replaced letters are worse."""
    decoder = codecs.getincrementaldecoder(codec)()
    rows, rest = 1, ""
    with path.open("rb") as raw:
        while True:
            chunk = raw.read(CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                before = rest + error.object[: error.start].decode(codec, errors="replace")
                return _place_of(path, codec, rows, before)
            if not chunk:
                return None
            rows += text.count("\n")
            rest = text[text.rfind("\n") + 1 :] if "\n" in text else rest + text


def _place_of(path: Path, codec: str, rows: int, before: str) -> Fault:
    rows += before.count("\n")
    line = before[before.rfind("\n") + 1 :]
    with path.open(encoding=codec, errors="replace", newline="") as text:
        header = next(csv.reader([text.readline()]), [])
    field = line.count(",")
    column = header[field] if rows > 1 and field < len(header) else None
    hint = "" if codec.startswith("gb") else "; if it was saved as GBK, add --encoding gb18030"
    return Fault(path.name, rows, column, f"is not text in {codec.removesuffix('-sig')}{hint}")
