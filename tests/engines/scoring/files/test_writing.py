"""A result appears whole or not at all."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from yingke.engines.scoring.files import write

TABLE = pa.table({"account_id": ["客户", "b"], "score": [1.5, None]})
LISTS = pa.table({"account_id": ["a"], "score": [[1, 2]]})
"""A table that no csv can hold."""


def test_an_old_result_stays_when_the_new_one_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    write({path: {"scores": TABLE}})
    before = path.read_bytes()
    with pytest.raises(ValueError, match="list"):
        write({path: {"scores": LISTS}})
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["scores.csv"]


def test_a_csv_carries_the_mark_that_spreadsheets_need(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    write({path: {"scores": TABLE}})
    assert path.read_bytes().startswith("\ufeff".encode())
    assert path.read_text(encoding="utf-8-sig").splitlines()[1] == '"客户",1.5'


def test_a_parquet_keeps_types_and_nulls(tmp_path: Path) -> None:
    write({tmp_path / "scores.parquet": {"scores": TABLE}})
    assert pq.read_table(tmp_path / "scores.parquet") == TABLE


def test_other_endings_and_too_many_rows_for_a_sheet_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="parquet, csv or xlsx"):
        write({tmp_path / "scores.doc": {"scores": TABLE}})
    many = pa.table({"account_id": pa.nulls(1_048_576, pa.string())})
    with pytest.raises(ValueError, match="do not fit a sheet"):
        write({tmp_path / "scores.xlsx": {"scores": many}})
    assert list(tmp_path.iterdir()) == []


def test_of_two_results_none_appears_when_the_second_cannot_be_written(tmp_path: Path) -> None:
    scores, why = tmp_path / "scores.parquet", tmp_path / "why.csv"
    with pytest.raises(ValueError, match="list"):
        write({scores: {"scores": TABLE}, why: {"why": LISTS}})
    assert list(tmp_path.iterdir()) == []
    write({scores: {"scores": TABLE}, why: {"why": TABLE}})
    assert sorted(one.name for one in tmp_path.iterdir()) == ["scores.parquet", "why.csv"]
