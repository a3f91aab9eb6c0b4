"""Facts are written as JSON and read back years later."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from tests.factories.journal import LampMoved

from yingke.foundation.journal import Change, Event, Ref

FULL = LampMoved(
    lamp=7,
    room=3,
    before_place="大堂",
    after_place="会议室",
    at=datetime(2026, 11, 24, 9, 30, 15, 123456, tzinfo=UTC),
    on=date(2026, 11, 24),
    price=Decimal("86000.00"),
    details={"due": datetime(2026, 1, 1, tzinfo=UTC), "sums": [Decimal("0.10"), None, True]},
    places=("a", "b"),
)


def test_a_fact_comes_back_equal() -> None:
    assert LampMoved.from_data(FULL.to_data()) == FULL


def test_a_plain_field_is_stored_as_sql_can_cast_it() -> None:
    data = FULL.to_data()
    assert data["at"] == "2026-11-24T09:30:15.123456+00:00"
    assert data["price"] == "86000.00"
    assert data["details"]["sums"] == [{"$decimal": "0.10"}, None, True]


def test_an_entry_older_than_a_field_reads_with_its_default() -> None:
    assert LampMoved.from_data({"lamp": 7}) == LampMoved(lamp=7)


def test_an_entry_with_a_field_that_is_gone_still_reads() -> None:
    assert LampMoved.from_data({"lamp": 7, "colour": "red"}) == LampMoved(lamp=7)


def test_before_and_after_are_paired() -> None:
    assert FULL.changes() == (Change("place", "大堂", "会议室"),)


def test_two_dictionaries_are_compared_key_by_key() -> None:
    @dataclass(frozen=True)
    class Edited(Event):
        kind = "lamps.edited"
        before: dict[str, str | None]
        after: dict[str, str | None]

        def subject(self) -> Ref:
            return Ref("lamps.lamp", 1)

    fact = Edited({"name": "A", "note": "x", "size": "L"}, {"name": "B", "size": "L", "tag": "n"})
    assert fact.changes() == (
        Change("name", "A", "B"),
        Change("note", "x", None),
        Change("tag", None, "n"),
    )


def test_two_facts_may_not_share_a_kind() -> None:
    with pytest.raises(ValueError, match=r"two events call themselves 'lamps\.moved'"):

        class Other(Event):
            kind = "lamps.moved"
