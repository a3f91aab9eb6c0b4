"""Results out: parquet, csv or xlsx, in one piece or not at all."""

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

import pyarrow as pa

SHEET_ROWS = 1_048_575


def write(path: Path, table: pa.Table, sheets: Mapping[str, pa.Table] | None = None) -> None:
    """Write ``table`` by the ending of ``path``; an xlsx gets ``sheets`` behind it.

    The file appears whole: it is written beside its place and then moved there. Raises ValueError
    for another ending, or for more rows than a sheet holds.
    """
    ending = path.suffix.lower()
    writers = {".parquet": _parquet, ".csv": _csv, ".xlsx": _xlsx}
    if ending not in writers:
        raise ValueError(f"{path.name}: the result is written as parquet, csv or xlsx")
    if ending == ".xlsx" and table.num_rows > SHEET_ROWS:
        raise ValueError(f"{path.name}: {table.num_rows} rows do not fit a sheet; use parquet")
    with NamedTemporaryFile(
        dir=path.resolve().parent, prefix=f".{path.stem}-", suffix=ending, delete=False
    ) as beside:
        draft = Path(beside.name)
    try:
        writers[ending](draft, {"scores": table, **(sheets or {})})
        draft.chmod(0o666 & ~_mask())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _parquet(path: Path, sheets: dict[str, pa.Table]) -> None:
    import pyarrow.parquet as pq

    pq.write_table(sheets["scores"], path)


def _csv(path: Path, sheets: dict[str, pa.Table]) -> None:
    import pyarrow.csv as pcsv

    # The mark makes spreadsheet programs read Chinese names as what they are.
    with path.open("wb") as out:
        out.write("\ufeff".encode())
        pcsv.write_csv(
            sheets["scores"], out, pcsv.WriteOptions(quoting_style="needed", delimiter=",")
        )


def _xlsx(path: Path, sheets: dict[str, pa.Table]) -> None:
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
