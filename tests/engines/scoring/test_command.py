"""The command: whole results in three formats, and every fault at once with its place."""

import argparse
import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.engines.terminal import StoppedAt

from yingke.engines.scoring.command import add_arguments, run

HEADER = "order_id,account_id,ordered_on,amount,currency\n"

FAULTS = (
    "bad.csv, row 2, column order_id: “1” is there more than once with different content",
    "bad.csv, row 3, column amount: -5.001 has more than two decimals",
    "bad.csv, row 3, column amount: -5.001 is negative",
    "bad.csv, row 3, column currency: USD where 4 other rows have CNY: one currency only",
    "bad.csv, row 3, column ordered_on: “2024-13-01” is not a date like 2026-03-31",
    "bad.csv, row 4, column ordered_on: the row has too few fields",
    "bad.csv, row 5: the row has too many fields",
    "bad.csv, row 6, column account_id: is empty",
    "bad.csv, row 6, column ordered_on: 2999-01-01 is after today",
    "bad.csv, row 7, column order_id: “1” is there more than once with different content",
    "bad.csv, row 8, column amount: “abc” is not an amount like 1250.00",
    "empty.csv: is empty",
    "bare.csv, row 1, column amount: is missing",
    "gbk.csv, row 2, column account_id: is not text in utf-8; if it was saved as GBK",
    "none.csv: there is no such file",
    "nothing was written",
)


def score(*arguments: Any) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args([str(one) for one in arguments]))


def orders_csv(path: Path, accounts: int = 60, seed: int = 3) -> Path:
    """Orders of accounts that come back at their own pace and some day no more."""
    rng = np.random.default_rng(seed)
    lines = [HEADER]
    for account in range(accounts):
        day = date(2024, 1, 1) + timedelta(days=int(rng.integers(0, 100)))
        gap, leaves = 1 / rng.gamma(1.0, 1 / 30), rng.beta(0.8, 2.4)
        while day <= date(2025, 6, 30):
            amount = rng.integers(100, 90_000) / 100
            lines.append(f"O{len(lines)},客户{account:03d},{day},{amount:.2f},CNY\n")
            day += timedelta(days=1 + int(min(rng.exponential(gap), 9_999)))
            if rng.random() < leaves:
                break
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    return orders_csv(tmp_path / "orders.csv")


def test_csv_in_gives_the_same_rows_as_parquet_csv_and_xlsx(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    orders = orders_csv(tmp_path / "orders.csv", accounts=400)
    outputs = [tmp_path / f"scores.{ending}" for ending in ("parquet", "csv", "xlsx")]
    for output in outputs:
        assert score("--orders", orders, "--as-of", "2025-06-30", "-o", output) == 0
    table = pq.read_table(outputs[0])
    assert table.num_rows == 400
    assert {"recency", "p_alive", "expected_value", "business_scale", "score", "tier"} <= set(
        table.column_names
    )
    with outputs[1].open(encoding="utf-8-sig", newline="") as text:
        from_csv = list(csv.DictReader(text))
    book = openpyxl.load_workbook(outputs[2], read_only=True)
    from_xlsx = list(book["scores"].values)
    book.close()
    assert [row["account_id"] for row in from_csv] == table["account_id"].to_pylist()
    assert from_xlsx[0] == tuple(table.column_names)
    place = table.column_names.index("score")
    for row, line, cells in zip(table.to_pylist(), from_csv, from_xlsx[1:], strict=True):
        assert float(line["score"]) == pytest.approx(row["score"], rel=1e-12)
        assert cells[place] == pytest.approx(row["score"], rel=1e-12)
    told = capsys.readouterr()
    assert "400 accounts as of 2025-06-30" in told.out
    assert "BG/NBD: r = " in told.out
    assert "computing" in told.err


def test_a_later_run_keeps_the_day_of_tiers_that_did_not_change(
    orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "first.parquet", tmp_path / "second.parquet"
    assert score("--orders", orders, "--as-of", "2025-03-31", "-o", first) == 0
    arguments = ["--orders", orders, "--as-of", "2025-06-30", "--previous", first, "-o", second]
    assert score(*arguments) == 0
    before = {row["account_id"]: row for row in pq.read_table(first).to_pylist()}
    moved = 0
    for row in pq.read_table(second).to_pylist():
        same = row["tier"] == before[row["account_id"]]["tier"]
        assert row["tier_since"] == (date(2025, 3, 31) if same else date(2025, 6, 30))
        moved += not same
    assert moved > 0
    assert f"moved since the earlier result: {moved}" in capsys.readouterr().out


def test_the_explanations_of_an_account_sum_to_its_score(orders: Path, tmp_path: Path) -> None:
    why, output = tmp_path / "why.parquet", tmp_path / "scores.parquet"
    assert score("--orders", orders, "--as-of", "2025-06-30", "--why", why, "-o", output) == 0
    sums = pq.read_table(why).group_by("account_id").aggregate([("contribution", "sum")])
    summed = dict(zip(*(column.to_pylist() for column in sums.columns), strict=True))
    for row in pq.read_table(output).to_pylist():
        assert summed[row["account_id"]] == pytest.approx(row["score"])


def test_all_faults_of_all_files_are_told_with_row_and_column_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, empty, bare, gbk = (tmp_path / f"{n}.csv" for n in ("bad", "empty", "bare", "gbk"))
    bad.write_text(
        HEADER + "1,A,2024-01-01,5.00,CNY\n"
        '2,"B\nx",2024-13-01,-5.001,USD\n'
        "3,C\n"
        "4,D,2024-01-01,1,CNY,extra\n"
        "5,,2999-01-01,1,CNY\n"
        "1,A,2024-01-01,6.00,CNY\n"
        "7,A,2024-01-01,abc,CNY\n"
    )
    empty.write_text("")
    bare.write_text("order_id,account_id,ordered_on\n")
    gbk.write_bytes((HEADER + "1,公司,2024-01-01,1,CNY\n").encode("gb18030"))
    output = tmp_path / "scores.csv"
    files = [bad, empty, bare, gbk, tmp_path / "none.csv"]
    assert score("--orders", *files, "--as-of", "2024-06-01", "-o", output) == 2
    told = capsys.readouterr().err
    for line in FAULTS:
        assert line in told
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        path.name for path in files if path.exists()
    )


def test_a_file_in_another_encoding_is_read_when_it_is_named(tmp_path: Path) -> None:
    plain = orders_csv(tmp_path / "plain.csv")
    gbk, wide = tmp_path / "gbk.csv", tmp_path / "wide.csv"
    gbk.write_text(plain.read_text(encoding="utf-8"), encoding="gb18030")
    wide.write_text(plain.read_text(encoding="utf-8"), encoding="utf-16")
    outputs = [tmp_path / f"{name}.parquet" for name in ("plain-scores", "gbk-scores", "wide-s")]
    more: list[list[str]] = [[], ["--encoding", "gb18030"], []]
    for given, output, options in zip((plain, gbk, wide), outputs, more, strict=True):
        code = score("--orders", given, "--as-of", "2025-06-30", "-o", output, *options)
        assert code == 0
    assert pq.read_table(outputs[0]) == pq.read_table(outputs[1]) == pq.read_table(outputs[2])


def test_a_parquet_column_of_the_wrong_type_and_a_header_alone_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong, bare = tmp_path / "wrong.parquet", tmp_path / "bare.csv"
    pq.write_table(
        pa.table(
            {
                "order_id": ["1"],
                "account_id": ["A"],
                "ordered_on": [date(2024, 1, 1)],
                "amount": [[1, 2]],
                "currency": ["CNY"],
            }
        ),
        wrong,
    )
    bare.write_text(HEADER)
    assert score("--orders", wrong, bare, "-o", tmp_path / "out.csv") == 2
    told = capsys.readouterr().err
    assert "wrong.parquet, column amount: has the type array<int64>" in told
    assert score("--orders", bare, "-o", tmp_path / "out.csv") == 2
    assert "bare.csv: has a header and no rows" in capsys.readouterr().err


def test_currencies_that_differ_between_tables_are_told(
    orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    payments = tmp_path / "payments.csv"
    payments.write_text(
        "payment_id,account_id,due_on,amount,currency,paid_on\n1,客户001,2024-01-01,5,EUR,\n"
    )
    output = tmp_path / "out.csv"
    assert score("--orders", orders, "--payments", payments, "-o", output) == 2
    assert "orders in CNY, payments in EUR: one currency only" in capsys.readouterr().err
    assert not output.exists()


def test_a_doubled_file_is_told_and_changes_no_score(
    orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    once, twice = tmp_path / "once.parquet", tmp_path / "twice.parquet"
    assert score("--orders", orders, "--as-of", "2025-06-30", "-o", once) == 0
    assert score("--orders", orders, orders, "--as-of", "2025-06-30", "-o", twice) == 0
    assert pq.read_table(once) == pq.read_table(twice)
    assert "of them twice" in capsys.readouterr().out


def test_a_company_s_own_scorecard_and_tiers_are_used(orders: Path, tmp_path: Path) -> None:
    card, tiers = tmp_path / "card.json", tmp_path / "tiers.json"
    points = {"kind": "threshold", "points": [[0, 0], [10_000, 100]]}
    sales = {"name": "sales", "measures": [{"measure": "monetary", "scale": points}]}
    card.write_text(json.dumps({"dimensions": [sales]}))
    tiers.write_text(
        json.dumps(
            [{"name": "big", "entry": [[["score", ">=", 50]]]}, {"name": "rest", "entry": [[]]}]
        )
    )
    output = tmp_path / "out.parquet"
    arguments = ["--orders", orders, "--as-of", "2025-06-30", "-o", output]
    assert score(*arguments, "--scorecard", card, "--tiers", tiers) == 0
    for row in pq.read_table(output).to_pylist():
        assert row["score"] == pytest.approx(min(100, float(row["monetary"]) / 100))
        assert row["tier"] == ("big" if row["score"] >= 50 else "rest")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--as-of", "2999-01-01"], "--as-of: 2999-01-01 is after today"),
        (["--window", "0"], "--window: has at least one day"),
        (["--window", "999999"], "--window: reaches to before the year 1"),
        (["--why", "why.doc"], "why.doc: ends in one of .parquet, .csv, .xlsx"),
        (["--why", "nowhere/why.csv"], "why.csv: there is no folder nowhere"),
        (["--why", "out.csv"], "out.csv: is both the result and the explanations"),
        (["--why", "orders.csv"], "orders.csv: is also read: the result would take its place"),
        (["--why", "folder.csv"], "folder.csv: is a folder"),
    ],
)
def test_arguments_that_make_no_sense_are_told(
    orders: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    more: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder.csv").mkdir()
    before = orders.read_bytes()
    assert score("--orders", orders, "-o", "out.csv", *more) == 2
    assert sentence in capsys.readouterr().err
    assert orders.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["folder.csv", "orders.csv"]


def test_faults_of_arguments_plans_and_files_come_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    orders, tiers, previous = (tmp_path / n for n in ("orders.csv", "tiers.json", "before.csv"))
    orders.write_text(HEADER + "1,A,2024-01-01,-5,CNY\n")
    tiers.write_text("[]")
    previous.write_text("account_id,tier,tier_since\nA,key,2999-01-01\n")
    arguments = ["--orders", orders, "--tiers", tiers, "--previous", previous, "--window", "0"]
    assert score(*arguments, "--as-of", "2024-06-01", "-o", tmp_path / "out.doc") == 2
    assert capsys.readouterr().err.splitlines()[1:] == [
        "--window: has at least one day",
        "before.csv, row 2, column tier_since: 2999-01-01 is after the day to score (2024-06-01)",
        "orders.csv, row 2, column amount: -5 is negative",
        "out.doc: ends in one of .parquet, .csv, .xlsx",
        "tiers.json: the last tier takes everyone: its entry has no condition",
        "5 faults; nothing was written",
    ]


def test_a_day_before_the_first_row_has_no_account_to_score(
    orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out.csv"
    assert score("--orders", orders, "--as-of", "2020-01-01", "-o", output) == 1
    assert "no row is known on 2020-01-01 yet" in capsys.readouterr().err
    assert not output.exists()


@pytest.mark.parametrize("word", ["reading", "fitting", "writing"])
def test_a_run_that_is_stopped_leaves_nothing_behind(
    orders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    terminal = StoppedAt(word)
    monkeypatch.setattr("sys.stderr", terminal)
    output = tmp_path / "out.csv"
    output.write_text("what was there before")
    assert score("--orders", orders, "--as-of", "2025-06-30", "-o", output) == 130
    assert terminal.getvalue().endswith("stopped; nothing was written\n")
    assert output.read_text() == "what was there before"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["orders.csv", "out.csv"]


def test_postgresql_without_an_address_ends_with_one_sentence(
    orders: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert score("--orders", orders, "-o", tmp_path / "out.csv", "--engine", "postgres") == 1
    assert "PostgreSQL needs an address" in capsys.readouterr().err


def test_a_name_that_looks_like_a_formula_stays_a_name(tmp_path: Path) -> None:
    orders, output = tmp_path / "orders.csv", tmp_path / "out.xlsx"
    orders.write_text(HEADER + "1,=1+1,2024-01-01,5.00,CNY\n2,B,2024-01-01,5.00,CNY\n")
    assert score("--orders", orders, "--as-of", "2024-06-01", "-o", output) == 0
    book = openpyxl.load_workbook(output)
    cell = book["scores"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
