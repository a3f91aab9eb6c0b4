"""The three properties that every measure must have, and what it says about itself."""

import random
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.engines.scoring.worlds import (
    AS_OF,
    Compiled,
    World,
    by_account,
    only,
    order,
    tables,
    world,
)

from yingke.engines.scoring.contract import CONTRACTS
from yingke.engines.scoring.measures import MEASURES, Tables, Window, available, measure_all

FEW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
# Few enough that the tests below share what is measured of each world as it stands.
seeds = st.integers(0, 5)


@cache
def compiled(unique: frozenset[str] = frozenset()) -> Compiled:
    return Compiled(unique)


def measured(rows: World) -> dict[str, dict[str, object]]:
    return compiled()(rows)


@cache
def of_the_world(seed: int) -> dict[str, dict[str, object]]:
    return measured(world(seed))


def same(one: dict[str, dict[str, object]], other: dict[str, dict[str, object]]) -> None:
    assert rounded(one) == rounded(other)


def rounded(found: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    return {
        account: {
            name: float(f"{value:.12g}") if isinstance(value, float) else value
            for name, value in row.items()
        }
        for account, row in found.items()
    }


@FEW
@given(seeds)
def test_later_rows_never_change_an_earlier_as_of(seed: int) -> None:
    rows = world(seed)
    earlier = {
        name: [
            row
            for row in rows[name]
            if (when := CONTRACTS[name].when) is None or str(row[when])[:10] <= AS_OF.isoformat()
        ]
        for name in rows
    }
    assert sum(map(len, earlier.values())) < sum(map(len, rows.values()))
    same(measured(earlier), of_the_world(seed))


@FEW
@given(seeds)
def test_a_fact_that_came_later_is_not_known_yet(seed: int) -> None:
    rows = world(seed)
    censored: World = {name: [dict(row) for row in rows[name]] for name in rows}
    for name, column in (
        ("cases", "first_response_at"),
        ("cases", "closed_at"),
        ("payments", "paid_on"),
        ("visits", "converted_on"),
    ):
        for row in censored[name]:
            if row[column] is not None and str(row[column])[:10] > AS_OF.isoformat():
                row[column] = None
    assert censored != rows
    same(measured(censored), of_the_world(seed))


@FEW
@given(seeds)
def test_duplicates_and_the_order_of_rows_change_nothing(seed: int) -> None:
    rows = world(seed)
    mixed = {name: rows[name] + rows[name][: len(rows[name]) // 2] for name in rows}
    for doubled in mixed.values():
        random.Random(seed).shuffle(doubled)
    same(measured(mixed), of_the_world(seed))


@FEW
@given(seeds)
def test_knowing_that_rows_are_unique_changes_nothing(seed: int) -> None:
    rows = world(seed)
    same(compiled(frozenset(CONTRACTS))(rows), of_the_world(seed))


@FEW
@given(seeds)
def test_accounts_that_are_not_asked_for_change_nothing(seed: int) -> None:
    rows = world(seed)
    other = world(seed + 1)
    for name in other:
        for row in other[name]:
            row["account_id"] = "Z" + row["account_id"]
            key = CONTRACTS[name].key[0]
            row[key] = row[key] if key == "account_id" else "Z" + row[key]
    more = {name: rows[name] + other[name] for name in rows if name != "accounts"}
    more["accounts"] = rows["accounts"]
    same(measured(more), of_the_world(seed))


def test_an_account_without_rows_gets_null_and_one_with_old_rows_its_true_zero() -> None:
    rows: World = {name: [] for name in CONTRACTS}
    rows["accounts"] = [{"account_id": "known"}, {"account_id": "never seen"}]
    rows["orders"] = [order(1, "known", "2020-01-01", "5.00")]
    found = measured(rows)
    assert set(found["never seen"].values()) == {None}
    assert found["known"]["frequency"] == 0
    assert found["known"]["monetary"] == 0
    assert found["known"]["growth"] is None
    assert found["known"]["complaints"] is None


@pytest.mark.parametrize("name", MEASURES)
def test_each_measure_called_alone_says_what_all_together_say(name: str) -> None:
    rows = world(5)
    together = of_the_world(5)
    alone = by_account(MEASURES[name](tables(rows), AS_OF, Window(365)))
    assert alone.keys() == together.keys()
    assert alone == {account: {"value": row[name]} for account, row in together.items()}
    assert {row["value"] for row in alone.values()} - {None}


@pytest.mark.parametrize("name", MEASURES)
def test_each_measure_documents_itself(name: str) -> None:
    measure = MEASURES[name]
    assert measure.meaning.endswith(".")
    assert measure.unit
    assert measure.tables
    better = measure.direction.value == "more is better"
    assert (measure.step > 0) == better


def test_only_measures_whose_tables_are_there_are_available() -> None:
    orders = only("orders", order(1, "a", "2025-01-01", "1.00"))
    assert available(orders) == tuple(
        name for name, measure in MEASURES.items() if measure.tables == ("orders",)
    )
    with pytest.raises(KeyError, match="cases"):
        measure_all(orders, AS_OF, names=["complaints"])


def test_without_a_list_of_accounts_the_tables_name_them() -> None:
    orders = only("orders", order(1, "a", "2025-01-01", "1.00"))
    both = Tables(
        orders=orders.orders,
        visits=only(
            "visits", {"visit_id": "v", "account_id": "b", "ended_on": AS_OF - timedelta(days=3)}
        ).visits,
    )
    found = by_account(measure_all(both, AS_OF))
    assert found["a"]["visit_frequency"] is None
    assert found["b"]["visit_frequency"] == 1
    assert found["b"]["frequency"] is None


def test_an_account_judged_on_another_aspect_gets_null_and_not_no_row() -> None:
    rated = {"account_id": "a", "rater": "r", "rated_on": AS_OF, "score": 50.0}
    ratings = only("ratings", {**rated, "aspect": "strategic_fit"})
    assert by_account(MEASURES["industry_influence"](ratings, AS_OF)) == {"a": {"value": None}}
    assert by_account(MEASURES["strategic_fit"](ratings, AS_OF)) == {"a": {"value": 50.0}}
