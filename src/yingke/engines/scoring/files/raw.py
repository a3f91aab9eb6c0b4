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

from yingke.engines.scoring.contract import SHAPES, Column, TableContract
from yingke.engines.scoring.faults import Fault

FILE, ROW = "file·", "row·"
"""Names of the two added columns; no header of a real file has the dot."""

NOT_TEXT = (
    "holds a character that is no text (NUL); if the file was saved as UTF-16 without its mark, "
    "add --encoding utf-16-le"
)
IF_GBK = "; if it was saved as GBK, add --encoding gb18030"

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
    # A database does not tell Amount from amount, so two columns may not differ in case alone.
    plain = [name.casefold() for name in header]
    faults = [
        Fault(path.name, 1, column.name, _is_missing(column, header))
        for column in contract.columns
        if column.required and column.name not in header
    ]
    twice = [name for name in contract.names if name in header and plain.count(name) > 1]
    faults += [Fault(path.name, 1, name, "is there twice") for name in twice]
    strange = [name for name in header if name not in contract.names]
    notes = [f"{path.name}: not used: {', '.join(strange)}"] if strange else []
    return tuple(faults), tuple(notes)


def _is_missing(column: Column, header: Sequence[str]) -> str:
    said = f"is missing; it holds {SHAPES[column.kind]}"
    meant = [name for name in header if name.casefold() == column.name]
    return f"{said} (“{meant[0]}” is there: names are in small letters)" if meant else said


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
    separator = _separator(first)
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


def _separator(first: str) -> str:
    return max(",;\t", key=first.count)


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
    plain = [name.casefold() for name in header]
    names = [
        name if name and plain.count(plain[i]) == 1 else f"{name}·{i}"
        for i, name in enumerate(header)
    ]
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
    hint = "" if codec.startswith("gb") else IF_GBK
    said = f"is not text in {codec.removesuffix('-sig')}{hint}"
    rows, rest = 1, ""
    with path.open("rb") as raw:
        while chunk := raw.read(CHUNK):
            wrong = False
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                wrong, text = True, error.object[: error.start].decode(codec, errors="replace")
            if "\0" in text:
                before = rest + text[: text.index("\0")]
                return _place_of(path, codec, rows, before, NOT_TEXT)
            if wrong:
                return _place_of(path, codec, rows, rest + text, said)
            rows += text.count("\n")
            rest = text[text.rfind("\n") + 1 :] if "\n" in text else rest + text
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _place_of(path, codec, rows, rest, said)
    return None


def _place_of(path: Path, codec: str, rows: int, before: str, said: str) -> Fault:
    rows += before.count("\n")
    line = before[before.rfind("\n") + 1 :]
    with path.open(encoding=codec, errors="replace", newline="") as text:
        first = text.readline()
    separator = _separator(first)
    header = next(csv.reader([first], delimiter=separator), [])
    field = line.count(separator)
    column = header[field] if rows > 1 and field < len(header) else None
    return Fault(path.name, rows, column, said)
