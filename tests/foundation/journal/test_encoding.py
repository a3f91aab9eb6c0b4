"""Values come back from the journal as they went in."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingke.foundation.journal.encoding import decode, encode

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.dates()
    | st.datetimes(timezones=OFFSETS)
    | st.decimals(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("$date"), inner),
    max_leaves=20,
)


@given(VALUES)
def test_every_value_comes_back_equal_and_of_its_type(value: Any) -> None:
    read = decode(json.loads(json.dumps(encode(value))))
    assert (read, type(read)) == (value, type(value))


def test_a_decimal_keeps_its_zeros() -> None:
    assert str(decode(encode(Decimal("1.500")))) == "1.500"


def test_a_dictionary_that_looks_like_a_tag_stays_a_dictionary() -> None:
    value = {"$date": "2026-11-24"}
    assert encode(value) == {"$dict": {"$date": "2026-11-24"}}
    assert decode(encode(value)) == value


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="must be aware"):
        encode(datetime(2026, 11, 24, 9, 30))  # noqa: DTZ001 - the naive moment is the point


@pytest.mark.parametrize("value", [1.5, {1, 2}, object(), b"bytes", timedelta(days=1), {1: "a"}])
def test_what_would_not_come_back_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)


def test_a_date_is_not_taken_for_a_moment() -> None:
    assert encode(date(2026, 11, 24)) == {"$date": "2026-11-24"}
    assert encode(datetime(2026, 11, 24, tzinfo=UTC)) == {"$datetime": "2026-11-24T00:00:00+00:00"}
