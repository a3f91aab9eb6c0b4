"""Benchmark of measures and tiers over many orders, and of three engines that compute them."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from yingke.engines.scoring import Tables, Window, measure_all
from yingke.engines.scoring.composite import DEFAULT_SCORECARD, score
from yingke.engines.scoring.engines import collected, placed
from yingke.engines.scoring.files import load
from yingke.engines.scoring.scoring import as_floats
from yingke.engines.scoring.tiers import DEFAULT_TIERS, assign

Claims = list[tuple[str, bool]]

AS_OF = date(2025, 12, 31)
GROUP_BY = """
    select account_id,
        max(ordered_on), min(ordered_on),
        count(*) filter (ordered_on > date '2024-12-31'),
        sum(amount) filter (ordered_on > date '2024-12-31'),
        sum(amount) filter (ordered_on > date '2024-01-01' and ordered_on <= date '2024-12-31'),
        sum(amount) filter (ordered_on > date '2024-12-31' and solution_amount is not null),
        sum(solution_amount) filter (ordered_on > date '2024-12-31')
    from read_parquet(?) where ordered_on <= date '2025-12-31' group by account_id
"""


def write_orders(path: Path, rows: int, accounts: int, seed: int = 1) -> Path:
    """Write orders over three years to a Parquet file."""
    rng = np.random.default_rng(seed)
    writer = None
    for start in range(0, rows, 1_000_000):
        size = min(1_000_000, rows - start)
        account = pa.array(rng.integers(0, accounts, size)).cast(pa.string())
        order = pa.array(np.arange(start, start + size)).cast(pa.string())
        fen = rng.integers(100, 10_000_000, size)
        days = np.datetime64("2023-01-01") + rng.integers(0, 1096, size)
        batch = pa.table(
            {
                "order_id": pc.binary_join_element_wise("O", pc.utf8_lpad(order, 9, "0"), ""),
                "account_id": pc.binary_join_element_wise("A", pc.utf8_lpad(account, 7, "0"), ""),
                "ordered_on": pa.array(days.astype("datetime64[D]")),
                "amount": decimals(fen),
                "currency": pa.array(["CNY"]).take(pa.array(np.zeros(size, dtype=np.int64))),
                "solution_amount": decimals(fen // 3),
            }
        )
        writer = writer or pq.ParquetWriter(path, batch.schema)
        writer.write_table(batch)
    writer.close()
    return path


def decimals(fen: np.ndarray) -> pa.Array:
    """Convert whole fen to decimal(18, 2) without a loop."""
    pairs = np.zeros((len(fen), 2), dtype=np.int64)
    pairs[:, 0] = fen
    return pa.Array.from_buffers(
        pa.decimal128(18, 2), len(fen), [None, pa.py_buffer(pairs.tobytes())]
    )


def time_group_by(path: Path) -> float:
    """Return the seconds of one GROUP BY account_id with the same aggregates."""
    with duckdb.connect(config={"threads": 2}) as connection:
        started = time.perf_counter()
        connection.sql(GROUP_BY, params=[str(path)]).to_arrow_table()
        return time.perf_counter() - started


def time_measures(path: Path) -> tuple[float, float, float]:
    """Time all measures, scores and tiers over the file.

    Returns the seconds without and with the checks of the file, and the CPU seconds without them.
    """
    connection = ibis.duckdb.connect(threads=2)
    started = time.perf_counter()
    loaded = load(connection, {"orders": [path]}, today=AS_OF)
    checked, cpu_started = time.perf_counter(), time.process_time()
    measured = measure_all(loaded.tables, AS_OF, Window(365)).to_pyarrow()
    values = {n: as_floats(measured[n]) for n in measured.column_names if n != "account_id"}
    scores = score(DEFAULT_SCORECARD.restricted(values), values)
    unknown = np.full(measured.num_rows, np.nan)
    assign(DEFAULT_TIERS, {**values, "score": scores.total, "p_alive": unknown})
    ended, cpu_seconds = time.perf_counter(), time.process_time() - cpu_started
    connection.disconnect()
    return ended - checked, ended - started, cpu_seconds


def bench_tables(rows: int) -> Claims:
    """Compare all measures and tiers with a GROUP BY, on a tenth of the rows and on all.

    Both files have the same number of accounts; only the history grows.
    """
    accounts = rows // 20
    print("\nall measures, scores and tiers on DuckDB (best of 3), beside one GROUP BY")
    print(
        f"  {'orders':>12}{'accounts':>10}{'GROUP BY':>9}{'ours':>9}{'times':>7}"
        f"{'+ checks':>10}{'times':>7}"
    )
    sizes = (rows // 10, rows)
    runs: dict[int, list[tuple[float, ...]]] = {size: [] for size in sizes}
    with tempfile.TemporaryDirectory() as folder:
        paths = {
            size: write_orders(Path(folder) / f"{size}.parquet", size, accounts) for size in sizes
        }
        for _ in range(3):
            for size, path in paths.items():
                runs[size].append((time_group_by(path), *time_measures(path)))
    best = {size: [min(times) for times in zip(*runs[size], strict=True)] for size in sizes}
    for size, (group_by, tiers, checked, _) in best.items():
        print(
            f"  {size:12,}{accounts:10,}{group_by:8.2f}s{tiers:8.2f}s{tiers / group_by:7.1f}"
            f"{checked:9.2f}s{checked / group_by:7.1f}"
        )
    group_by, tiers, _, cpu_seconds = best[rows]
    growth = cpu_seconds / best[rows // 10][3]
    print(f"  ten times the rows take {growth:.1f} times the CPU time")
    return [
        (
            f"measures and tiers over {rows:,} orders within 3 times a GROUP BY",
            tiers <= 3 * group_by,
        ),
        ("growth from a tenth of the rows to all is at most linear", growth <= 10),
    ]


@contextmanager
def database(address: str | None) -> Iterator[str]:
    """Yield the given PostgreSQL URL, or that of an embedded one running within the block."""
    if address:
        yield address
        return
    from yingke.config.embedded import Cluster

    folder = Path(tempfile.mkdtemp(prefix="yk-"))
    folder.chmod(0o755)
    cluster = Cluster(folder / "pg")
    cluster.start(settings={"work_mem": "512MB"})
    try:
        yield f"postgres://yingke@/yingke?host={cluster.socket}"
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def bench_engines(rows: int, address: str | None) -> Claims:
    """Time the same measures of the same orders on three engines and compare the results."""
    print(f"\nthe same measures over {rows:,} orders on three engines")
    claims: Claims = []
    with tempfile.TemporaryDirectory() as folder, database(address) as postgres:
        path = write_orders(Path(folder) / "orders.parquet", rows, rows // 20)
        orders = ibis.duckdb.connect(threads=2).read_parquet(path)
        source = Tables(orders=orders, unique=frozenset({"orders"}))
        reference = None
        for engine, where in (("duckdb", None), ("postgres", postgres), ("spark", None)):
            started = time.perf_counter()
            with placed(source, engine, where) as there:
                copied = time.perf_counter()
                found = collected(measure_all(there, AS_OF, Window(365)))
                ended = time.perf_counter()
            print(
                f"  {engine:10} start and copy {copied - started:6.1f} s, "
                f"measures {ended - copied:6.1f} s"
            )
            if reference is None:
                reference = found
            else:
                claims.append(
                    (f"{engine} gives the same numbers as DuckDB", equal(reference, found))
                )
    return claims


def equal(one: pa.Table, other: pa.Table) -> bool:
    """Compare exactly, except for floats: those within 1e-9 relative; null equals null."""
    for name in one.column_names:
        a, b = one[name].combine_chunks(), other[name].combine_chunks()
        if pa.types.is_floating(a.type):
            x, y = as_floats(one[name]), as_floats(other[name])
            if not np.allclose(x, y, rtol=1e-9, atol=0, equal_nan=True):
                return False
        elif not a.equals(b.cast(a.type)):
            return False
    return True
