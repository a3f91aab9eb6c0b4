"""The tiers of an earlier result come back from every format; faults are told with their row."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from yingke.engines.scoring import BadInputError
from yingke.engines.scoring.files import read_tiers, write

AS_OF = date(2025, 6, 30)
RESULT = pa.table(
    {
        "account_id": ["客户", "b"],
        "score": [1.5, None],
        "tier": ["key", "growing"],
        "tier_since": pa.array([date(2025, 1, 31), date(2025, 6, 30)]),
    }
)


@pytest.mark.parametrize("ending", ["parquet", "csv", "xlsx"])
def test_a_result_is_read_back_from_the_format_it_was_written_in(
    tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"scores.{ending}"
    write({path: {"scores": RESULT}})
    assert read_tiers(path, AS_OF) == {
        "客户": ("key", date(2025, 1, 31)),
        "b": ("growing", date(2025, 6, 30)),
    }


def test_everything_wrong_with_an_earlier_result_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    path.write_text(
        "account_id,tier,tier_since\na,key,\n,key,2025-01-01\nb,,spring\na,key,2025-07-01\n"
    )
    with pytest.raises(BadInputError) as told:
        read_tiers(path, AS_OF)
    assert [str(fault) for fault in told.value.faults] == [
        "scores.csv, row 2, column tier_since: is empty",
        "scores.csv, row 3, column account_id: is empty",
        "scores.csv, row 4, column tier: is empty",
        "scores.csv, row 4, column tier_since: “spring” is not a date like 2026-03-31",
        "scores.csv, row 5, column account_id: “a” is there more than once",
        "scores.csv, row 5, column tier_since: 2025-07-01 is after the day to score (2025-06-30)",
    ]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("none.csv", None, "there is no such file"),
        ("result.doc", b"x", "is no parquet, csv or xlsx file"),
        ("orders.csv", b"account_id,amount\na,1\n", "it lacks tier, tier_since"),
        ("fake.parquet", b"account_id", "cannot be read as an earlier result"),
        ("fake.xlsx", b"account_id", "cannot be read as an earlier result"),
    ],
)
def test_what_is_no_earlier_result_is_refused(
    tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInputError, match=sentence):
        read_tiers(tmp_path / name, AS_OF)
