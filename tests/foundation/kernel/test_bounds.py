"""What a column can hold is refused nowhere, what it cannot hold everywhere."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from yingke.foundation.kernel import bounds, ids


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(1900, 1, 1), True),
        (date(1899, 12, 31), False),
        (date(2199, 12, 31), True),
        (date(2200, 1, 1), False),
        (datetime(2026, 11, 24, 9, tzinfo=UTC), True),
        (datetime(2026, 11, 24, 9), True),  # noqa: DTZ001  # as a form reads it
        (datetime(9999, 12, 31, 12, tzinfo=timezone(timedelta(hours=-12))), False),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=12))), False),
        (datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=15, minutes=59))), True),
        (datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=16))), False),
    ],
)
def test_dates_have_bounds(value, expected):
    assert bounds.is_within(value) is expected


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("周总\t3 人\r\n", "周总\t3 人\r\n"),
        ("a\x00b", "a\ufffdb"),
        ("a\x0bb", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("a\uffffb", "a\ufffdb"),
    ],
)
def test_texts_have_no_controls_but_tabs_and_line_breaks(text, stored):
    assert bounds.is_storable(text) is (text == stored)
    assert bounds.storable(text) == stored


def test_only_plain_digits_that_fit_are_row_ids():
    texts = ["7", "0042", "", "²", "٣", "-1", "9" * 18, "9" * 19]
    assert ids.parse_ids(texts) == [7, 42, 10**18 - 1]
