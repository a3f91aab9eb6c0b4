"""Where the expressions run: DuckDB over files, PostgreSQL, or Spark."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ibis
import pyarrow as pa

from .contract import CONTRACTS
from .faults import RefusedError
from .measures.tables import Tables, fetched

ENGINES = ("duckdb", "postgres", "spark")

BATCH = 200_000


@contextmanager
def placed(tables: Tables, engine: str, database: str | None = None) -> Iterator[Tables]:
    """The same tables on another engine, for the length of the block.

    ``tables`` are on DuckDB. For ``postgres`` they are copied into temporary tables of
    ``database`` (a URL); for ``spark`` into parquet files that a local session reads. Raises
    RefusedError when the engine cannot be reached.
    """
    if engine == "duckdb":
        yield tables
    elif engine == "postgres":
        with _on_postgres(tables, database) as copied:
            yield copied
    elif engine == "spark":
        with _on_spark(tables) as copied:
            yield copied
    else:
        raise ValueError(f"no engine is called {engine}; there are {', '.join(ENGINES)}")


@contextmanager
def _on_postgres(tables: Tables, database: str | None) -> Iterator[Tables]:
    if not database:
        raise RefusedError("PostgreSQL needs an address: give --database or set DATABASE_URL")
    try:
        connection = ibis.connect(database)
    except Exception as error:  # noqa: BLE001 - whatever the driver says, the reader must know it
        raise RefusedError(f"PostgreSQL cannot be reached: {error}") from None
    try:
        with _as_parquet(tables) as files:
            copied = {name: _copied(connection, name, path) for name, path in files.items()}
        yield replace(tables, **copied)
    finally:
        connection.disconnect()


@contextmanager
def _as_parquet(tables: Tables) -> Iterator[dict[str, Path]]:
    """The tables as files of their own, by the contract's columns and types."""
    with TemporaryDirectory(prefix="scoring-") as folder:
        paths = {name: Path(folder) / f"{name}.parquet" for name in tables.given()}
        for name, path in paths.items():
            CONTRACTS[name].complete(getattr(tables, name)).to_parquet(path)
        yield paths


def _copied(connection: Any, name: str, path: Path) -> ibis.Table:
    """One table into a temporary one by COPY: in batches, so that no size is too large."""
    import pyarrow.csv as pcsv
    import pyarrow.parquet as pq
    from psycopg import sql

    target = ibis.util.gen_name(f"scoring_{name}")
    schema = ibis.schema({column.name: column.dtype for column in CONTRACTS[name].columns})
    table = connection.create_table(target, schema=schema, temp=True)
    order = sql.SQL("COPY {} FROM STDIN (FORMAT csv)").format(sql.Identifier(target))
    plain = pcsv.WriteOptions(include_header=False)
    with connection.con.cursor() as cursor, cursor.copy(order) as copy:
        for batch in pq.ParquetFile(path).iter_batches(BATCH):
            text = io.BytesIO()
            pcsv.write_csv(batch, text, plain)
            copy.write(text.getvalue())
    connection.raw_sql(sql.SQL("ANALYZE {}").format(sql.Identifier(target)).as_string()).close()
    return table


@contextmanager
def _on_spark(tables: Tables) -> Iterator[Tables]:
    with _as_parquet(tables) as paths, spark() as connection:
        read = {name: connection.read_parquet(str(path)) for name, path in paths.items()}
        yield replace(tables, **read)


@contextmanager
def spark(memory: str = "4g") -> Iterator[Any]:
    """An Ibis connection to a Spark session on this machine; RefusedError where there is none."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise RefusedError("Spark is not installed: pip install 'yingke[spark]'") from None
    try:
        session = (
            SparkSession.builder.master("local[*]")
            .appName("scoring")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.driver.memory", memory)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.execution.arrow.pyspark.enabled", "true")
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )
    except Exception as error:  # noqa: BLE001 - without Java, Spark fails in several ways
        raise RefusedError(f"Spark does not start (it needs Java 17 or later): {error}") from None
    # Two hundred partitions, Spark's own setting, are for a cluster; any other is somebody's wish.
    if session.conf.get("spark.sql.shuffle.partitions") == "200":
        session.conf.set("spark.sql.shuffle.partitions", "8")
    try:
        yield ibis.pyspark.connect(session)
    finally:
        session.stop()


def collected(expression: ibis.Table, tables: Tables | None = None) -> pa.Table:
    """The rows of an expression, in the order of ``account_id`` whatever the engine.

    ``tables`` are those it reads, where they say how to fetch.
    """
    fetch = tables.fetch if tables else fetched
    return fetch(expression).sort_by("account_id")
