"""Results out: parquet, csv or xlsx, all of them in one piece or none at all."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

import pyarrow as pa

SHEET_ROWS = 1_048_575


Sheets = Mapping[str, pa.Table]
"""Tables by title, the result itself first."""


def write(results: Mapping[Path, Sheets]) -> None:
    """Write each result by the ending of its path; an xlsx gets all its sheets, others the first.

    All files appear, whole, or none does: they are written beside their places and then moved
    there. Raises ValueError for another ending, or for more rows than a sheet holds.
    """
    for path, sheets in results.items():
        _refuse_unfit(path, sheets)
    drafts: dict[Path, Path] = {}
    try:
        for path, sheets in results.items():
            drafts[path] = draft = _beside(path)
            WRITERS[path.suffix.lower()](draft, sheets)
            draft.chmod(0o666 & ~_mask())
        for path, draft in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _refuse_unfit(path: Path, sheets: Sheets) -> None:
    ending = path.suffix.lower()
    if ending not in WRITERS:
        raise ValueError(f"{path.name}: the result is written as parquet, csv or xlsx")
    rows = max(table.num_rows for table in sheets.values())
    if ending == ".xlsx" and rows > SHEET_ROWS:
        raise ValueError(f"{path.name}: {rows:,} rows do not fit a sheet; use parquet or csv")


def _beside(path: Path) -> Path:
    with NamedTemporaryFile(
        dir=path.resolve().parent, prefix=f".{path.stem}-", suffix=path.suffix, delete=False
    ) as beside:
        return Path(beside.name)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _parquet(path: Path, sheets: Sheets) -> None:
    import pyarrow.parquet as pq

    pq.write_table(next(iter(sheets.values())), path)


def _csv(path: Path, sheets: Sheets) -> None:
    import pyarrow.csv as pcsv

    # The mark makes spreadsheet programs read Chinese names as what they are.
    with path.open("wb") as out:
        out.write("\ufeff".encode())
        plain = pcsv.WriteOptions(quoting_style="needed", delimiter=",")
        pcsv.write_csv(next(iter(sheets.values())), out, plain)


def _xlsx(path: Path, sheets: Sheets) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    for title, table in sheets.items():
        sheet = book.create_sheet(title[:31])
        sheet.freeze_panes = "B2"
        heads = [WriteOnlyCell(sheet, name) for name in table.column_names]
        for head in heads:
            head.font = Font(bold=True)
        sheet.append(heads)
        for batch in table.to_batches():
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                sheet.append([_cell(sheet, value) for value in row])
    book.save(path)


def _cell(sheet: object, value: object) -> object:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    # A name that begins with "=" must stay a name: as a formula it would be run on opening.
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


WRITERS: Mapping[str, Callable[[Path, Sheets], None]] = {
    ".parquet": _parquet,
    ".csv": _csv,
    ".xlsx": _xlsx,
}
