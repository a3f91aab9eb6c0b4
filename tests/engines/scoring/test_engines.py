"""One expression, three engines: the same numbers on DuckDB, PostgreSQL and Spark."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pyarrow as pa
import pytest
from tests.engines.scoring.worlds import AS_OF, tables, world

from yingke.config.embedded import Cluster
from yingke.engines.scoring import RefusedError, measure_all
from yingke.engines.scoring.engines import collected, placed
from yingke.engines.scoring.lifetime import purchase_histories

ROWS = world(11, accounts=25, rows=150)
for _name in ROWS:
    ROWS[_name] += ROWS[_name][:9]


def numbers(engine: str, database: str | None = None) -> list[dict[str, Any]]:
    """All measures and purchase histories of one world, computed by this engine."""
    with placed(tables(ROWS), engine, database) as there:
        measured = collected(measure_all(there, AS_OF)).to_pylist()
        histories = collected(purchase_histories(there, AS_OF)).to_pylist()
    return measured + histories


@pytest.fixture(scope="module")
def on_duckdb() -> list[dict[str, Any]]:
    return numbers("duckdb")


def assert_same(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    """Exact for whole numbers and decimals, 1e-9 relative for floats, null where null."""
    assert len(found) == len(expected)
    for row, wanted in zip(found, expected, strict=True):
        assert row.keys() == wanted.keys()
        for name, value in wanted.items():
            if isinstance(value, float):
                assert row[name] == pytest.approx(value, rel=1e-9), name
            else:
                assert type(row[name]) is type(value), name
                assert row[name] == value, name


def test_the_world_holds_every_kind_of_number(on_duckdb: list[dict[str, Any]]) -> None:
    kinds = {type(value) for row in on_duckdb for value in row.values()}
    assert kinds == {str, int, float, Decimal, type(None)}


@pytest.fixture
def database() -> Iterator[str]:
    folder = Path(mkdtemp(prefix="yk-"))
    folder.chmod(0o755)
    cluster = Cluster(folder / "pg")
    cluster.start(settings={"fsync": "off"})
    try:
        yield f"postgres://yingke@/yingke?host={cluster.socket}"
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def test_postgresql_gives_the_numbers_of_duckdb(
    on_duckdb: list[dict[str, Any]], database: str
) -> None:
    assert_same(numbers("postgres", database), on_duckdb)


@pytest.mark.spark
@pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java")
def test_spark_gives_the_numbers_of_duckdb(on_duckdb: list[dict[str, Any]]) -> None:
    assert_same(numbers("spark"), on_duckdb)


def test_postgresql_without_an_address_is_refused() -> None:
    with (
        pytest.raises(RefusedError, match="PostgreSQL needs an address"),
        placed(tables(ROWS), "postgres"),
    ):
        pass


def test_a_postgresql_that_does_not_answer_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(RefusedError, match="cannot be reached"),
        placed(tables(ROWS), "postgres", f"postgres://nobody@/none?host={tmp_path}"),
    ):
        pass


def test_an_unknown_engine_is_named() -> None:
    with (
        pytest.raises(ValueError, match="no engine is called abacus"),
        placed(tables(ROWS), "abacus"),
    ):
        pass


def test_rows_come_in_the_order_of_the_account_whatever_the_engine() -> None:
    found = collected(measure_all(tables(ROWS), AS_OF, names=["frequency"]))
    assert isinstance(found, pa.Table)
    ids = found["account_id"].to_pylist()
    assert ids == sorted(ids)
