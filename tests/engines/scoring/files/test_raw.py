"""What is wrong with a csv as a whole is told in a sentence that says what to do."""

from pathlib import Path

import ibis
import pytest

from yingke.engines.scoring.contract import CONTRACTS
from yingke.engines.scoring.files.raw import IF_GBK, NOT_TEXT, Raw, read_raw

HEADER = "order_id,account_id,ordered_on,amount,currency"
ROW = "1,公司,2025-01-01,1,CNY"


def read(folder: Path, content: bytes, encoding: str | None = None) -> Raw:
    path = folder / "orders.csv"
    path.write_bytes(content)
    return read_raw(ibis.duckdb.connect(), CONTRACTS["orders"], path, encoding)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            f"{HEADER}\n{ROW}\n".encode("utf-16-le"),
            f"orders.csv, row 1: {NOT_TEXT}",
        ),
        (
            f"{HEADER}\n{ROW}\n2,a\0b,2025-01-01,1,CNY\n".encode(),
            f"orders.csv, row 3, column account_id: {NOT_TEXT}",
        ),
        (
            f"{HEADER}\n{ROW}\n".replace(",", ";").encode("gb18030"),
            f"orders.csv, row 2, column account_id: is not text in utf-8{IF_GBK}",
        ),
        (
            f"{HEADER}\n{ROW}\n2,公".encode()[:-1],
            f"orders.csv, row 3, column account_id: is not text in utf-8{IF_GBK}",
        ),
        (
            f"{HEADER},Amount\n{ROW},2\n".encode(),
            "orders.csv, row 1, column amount: is there twice",
        ),
        (
            f"{HEADER.replace('order_id', 'Order_ID')}\n{ROW}\n".encode(),
            (
                "orders.csv, row 1, column order_id: is missing; it holds text "
                "(“Order_ID” is there: names are in small letters)"
            ),
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_what_to_do(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    assert [str(fault) for fault in read(tmp_path, content).faults] == [sentence]


def test_columns_of_no_concern_may_have_any_name(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER},x,X,\n{ROW},,,\n".encode())
    assert found.faults == ()
    assert found.notes == ("orders.csv: not used: x, X, ",)
    assert found.rows is not None
    assert found.rows.count().execute() == 1


def test_utf_16_without_its_mark_is_read_when_it_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER}\n{ROW}\n".encode("utf-16-le"), "utf-16-le")
    assert found.rows is not None
    assert found.rows.account_id.execute().tolist() == ["公司"]
