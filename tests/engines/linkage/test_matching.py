"""The two statements of every comparison, SQL and Python, say the same."""

from __future__ import annotations

import shutil

import pytest
from tests.engines.linkage.answer_key import companies

from yingke.engines.linkage.fields import Field, Row
from yingke.engines.linkage.linking import profiles
from yingke.engines.linkage.matching import ScoredPair, database, score, spark_session
from yingke.engines.linkage.model import shipped
from yingke.engines.linkage.profiles import Profile, keys


def people() -> list[Row]:
    """Persons with every slip the comparisons know."""
    base = {
        Field.GIVEN_NAME: "Madeline",
        Field.FAMILY_NAME: "Mason",
        Field.BIRTH_DATE: "19281128",
        Field.IDENTIFIER: "2185997",
        Field.HOUSE: "54",
        Field.ROAD: "hoseason st",
        Field.LOCALITY: "lakefront village",
        Field.DISTRICT: "granville",
        Field.POSTCODE: "4881",
        Field.REGION: "nsw",
        Field.OCCUPATION: "baker",
        Field.PHONE: "0755 8351 2345",
        Field.EMAIL: "m@mason.example",
    }
    slips: list[dict[Field, str]] = [
        {Field.GIVEN_NAME: "Mason", Field.FAMILY_NAME: "Madeline"},
        {Field.GIVEN_NAME: "Madelene", Field.ROAD: "hosaeson street"},
        {Field.GIVEN_NAME: "Adeline", Field.FAMILY_NAME: "Maison"},
        {Field.BIRTH_DATE: "19281129", Field.IDENTIFIER: "2185979"},
        {Field.BIRTH_DATE: "19281218", Field.POSTCODE: "4818", Field.PHONE: "0755 8351 2346"},
        {Field.EMAIL: "other@mason.example", Field.LOCALITY: "", Field.REGION: "vic"},
        {Field.IDENTIFIER: "999", Field.DISTRICT: "granvile", Field.HOUSE: "45"},
        {Field.OCCUPATION: "miller"},
    ]
    return [base, *({**base, **slip} for slip in slips)]


@pytest.mark.parametrize("rows", [companies(), people()], ids=["companies", "people"])
def test_the_database_weighs_as_python_does(rows: list[Row]) -> None:
    assert_same(profiles(rows), score(profiles(rows), shipped()))


@pytest.mark.spark
def test_spark_weighs_as_duckdb_does() -> None:
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    records = profiles([*companies()[:80], *people()])
    session = spark_session()
    try:
        on_spark = score(records, shipped(), backend="spark", spark=session)
    finally:
        session.stop()
    assert_same(records, on_spark)
    assert places(on_spark) == places(score(records, shipped()))


def places(pairs: list[ScoredPair]) -> list[tuple[int, int]]:
    """Return which records were candidates."""
    return [(pair.left, pair.right) for pair in pairs]


def assert_same(records: list[Profile], pairs: list[ScoredPair]) -> None:
    """Hold every pair's weight to the Python statement of the same comparisons."""
    assert pairs
    model = shipped()
    for pair in pairs:
        levels = model.levels(records[pair.left], records[pair.right])
        assert pair.weight == pytest.approx(model.weight(levels), abs=1e-6), (pair, levels)


def test_an_unknown_backend_is_named() -> None:
    with pytest.raises(ValueError, match="unknown backend 'oracle': one of duckdb, spark"):
        database("oracle")


def test_a_person_is_compared_though_no_field_agrees_in_full() -> None:
    left, right = profiles(
        [
            {
                Field.GIVEN_NAME: "Jonathan",
                Field.FAMILY_NAME: "Lovelace",
                Field.BIRTH_DATE: "1815-12-10",
                Field.LOCALITY: "Marston",
            },
            {
                Field.GIVEN_NAME: "Jonny",
                Field.FAMILY_NAME: "Lovelase",
                Field.BIRTH_DATE: "1815-01-01",
                Field.LOCALITY: "London",
            },
        ]
    )
    shared = keys(left).shared & keys(right).shared
    assert shared == {"y:1815|f:lov", "y:1815|g:jon", "n:lov|jon"}
