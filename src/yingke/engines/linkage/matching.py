"""Candidate pairs and their evidence, by Splink: on DuckDB, or on Spark past one machine.

Two records become candidates when they share a key (`profiles.keys`); keys that very many
records share (a common brand alone) say nothing and are left out. The table handed over is in
the order the caller gives; callers sort by content, so that nothing depends on the file's order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import pyarrow as pa

from yingke.engines.linkage.comparisons import applicable
from yingke.engines.linkage.levels import DIALECTS, Comparison
from yingke.engines.linkage.model import Model
from yingke.engines.linkage.profiles import COLUMNS, FLAGS, LISTS, Profile, keys

# A key that more records share than this makes more work than evidence.
CROWD = 200
BACKENDS = tuple(DIALECTS)
# Two registered names in one script seek nothing: only what they are called can join them.
_ONE_SEEKS = "NOT (l.formal AND r.formal AND l.script = r.script)"


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two records by position (left < right), the evidence in bits, the probability (0 to 1)."""

    left: int
    right: int
    weight: float
    probability: float


def tabulate(records: Sequence[Profile]) -> pa.Table:
    """Return the records as an Arrow table, with `unique_id` (position), `keys` and `names`."""
    columns: dict[str, pa.Array] = {"unique_id": pa.array(range(len(records)), pa.int64())}
    values = zip(*map(attrgetter(*COLUMNS), records), strict=True)
    for name, column in zip(COLUMNS, values, strict=True):
        columns[name] = pa.array(column, _type(name))
    for name, words in zip(("keys", "names"), _meeting(records), strict=True):
        columns[name] = pa.array(words, pa.list_(pa.string()))
    return pa.table(columns)


def _meeting(records: Sequence[Profile]) -> tuple[list[list[str]], list[list[str]]]:
    """Return each record's shared keys and its names that bring it together with another.

    Names are kept where somebody seeks them. What a crowd shares is left out.
    """
    found = [keys(record) for record in records]
    sought = frozenset(key for each in found for key in each.sought)
    names = [each.sought | (each.offered & sought) for each in found]
    return _uncrowded([each.shared for each in found]), _uncrowded(names)


def _uncrowded(found: Sequence[frozenset[str]]) -> list[list[str]]:
    counts = Counter(key for each in found for key in each)
    return [sorted(key for key in each if 1 < counts[key] <= CROWD) for each in found]


def _type(column: str) -> pa.DataType:
    if column in LISTS:
        return pa.list_(pa.string())
    return pa.bool_() if column in FLAGS else pa.string()


def database(backend: str = "duckdb", *, spark: Any = None) -> Any:
    """Return Splink's door to a database; `spark` is a session to use, else one is started."""
    if backend == "spark":
        session = spark or spark_session()
        from splink import SparkAPI

        door: Any = SparkAPI
        # Without a folder for checkpoints (one machine) keeping the steps in memory does as well.
        kept = "checkpoint" if session.sparkContext.getCheckpointDir() else "persist"
        return door(spark_session=session, break_lineage_method=kept)
    if backend == "duckdb":
        from splink import DuckDBAPI

        return DuckDBAPI()
    raise ValueError(f"unknown backend {backend!r}: one of {', '.join(BACKENDS)}")


def spark_session() -> Any:
    """Start (or join) a Spark session with Splink's string distances; local without settings.

    Raises RuntimeError where Spark is not installed or does not start.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise RuntimeError("Spark is not installed: pip install 'yingke[spark]'") from None
    from splink.backends.spark import similarity_jar_location

    builder: Any = SparkSession.builder.appName("yingke-linkage")
    builder = builder.config("spark.jars", similarity_jar_location())
    try:
        session = builder.getOrCreate()
    except Exception as error:
        raise RuntimeError(f"Spark does not start (it needs Java 17 or later): {error}") from error
    # Two hundred partitions, Spark's own setting, are for a cluster; any other is somebody's wish.
    if session.conf.get("spark.sql.shuffle.partitions") == "200":
        session.conf.set("spark.sql.shuffle.partitions", "8")
    # `spark.jars` is read when the Java machine starts; one that runs already is told here
    session.sql(f"ADD JAR '{similarity_jar_location()}'")
    return session


def linker(table: pa.Table, comparisons: Sequence[Comparison], model: Model, door: Any) -> Any:
    """Return a Splink linker over the table with the model's weights set."""
    from splink import Linker, SettingsCreator, block_on
    from splink.blocking_rule_library import CustomRule

    dialect = door.sql_dialect.sql_dialect_str
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_splink(c, model, dialect) for c in comparisons],
        blocking_rules_to_generate_predictions=[
            block_on("keys", arrays_to_explode=["keys"]),
            CustomRule(f"l.names = r.names AND {_ONE_SEEKS}", arrays_to_explode=["names"]),
        ],
        probability_two_random_records_match=model.prior,
        retain_matching_columns=False,
    )
    return Linker(door.register(table), settings, log_level=None)


def score(
    records: Sequence[Profile],
    model: Model,
    *,
    at_least: float = 0.0,
    backend: str = "duckdb",
    spark: Any = None,
) -> list[ScoredPair]:
    """Compare all candidates; return those with at least this probability, by (left, right)."""
    comparisons = applicable(records)
    if len(records) < 2 or not comparisons:
        return []
    run = linker(tabulate(records), comparisons, model, database(backend, spark=spark))
    table = run.inference.predict(threshold_match_probability=at_least or None)
    wanted = ("unique_id_l", "unique_id_r", "match_weight", "match_probability")
    arrow = table.as_pyarrow_table().select(wanted).to_pydict()
    found = [
        ScoredPair(min(one, two), max(one, two), weight, probability)
        for one, two, weight, probability in zip(*arrow.values(), strict=True)
    ]
    return sorted(found, key=lambda pair: (pair.left, pair.right))


def _splink(comparison: Comparison, model: Model, dialect: str) -> dict[str, Any]:
    """Write one comparison as Splink's settings dictionary."""
    words = DIALECTS[dialect]
    missing = " OR ".join(f"{n}_l IS NULL OR {n}_r IS NULL" for n in comparison.needs)
    levels: list[dict[str, Any]] = [
        {"sql_condition": missing, "label_for_charts": "not told", "is_null_level": True}
    ]
    for level in comparison.levels:
        share = model.shares[comparison.name][level.name]
        levels.append(
            {
                "sql_condition": level.sql.format(
                    jaro_winkler=words.jaro_winkler, overlap=words.overlap, size=words.size
                ),
                "label_for_charts": level.name,
                "m_probability": share.m,
                "u_probability": share.u,
                "fix_m_probability": not level.learn,
                "fix_u_probability": not level.learn,
            }
        )
    return {"output_column_name": comparison.name, "comparison_levels": levels}
