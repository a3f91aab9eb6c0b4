"""Collisions, waits and shifts on a programme."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingke.domains.visits.rules import agenda
from yingke.domains.visits.rules.agenda import Notice, Slot
from yingke.foundation.kernel.errors import RuleViolation

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2025, 11, 25, 9, 30, tzinfo=ZONE)
LIMITS = {
    "opening_max": timedelta(minutes=5),
    "golden_window": timedelta(hours=4),
    "interactions": 2,
    "longest_gap": timedelta(minutes=45),
    "tz": ZONE,
}
BOUNDS = agenda.Bounds(START, START + timedelta(hours=7), timedelta(hours=3), timedelta(hours=14))


def slot(number: int, begin: int, length: int, *, kind: str = "talk", begun: bool = False) -> Slot:
    starts = START + timedelta(minutes=begin)
    ends = starts + timedelta(minutes=length)
    return Slot(number, f"item {number}", kind, starts, ends, kind == "talk", begun)


def test_a_calm_programme_needs_no_attention() -> None:
    assert agenda.warnings([slot(1, 0, 60), slot(2, 75, 60)], **LIMITS) == []


def test_overlaps_and_long_waits_name_both_items() -> None:
    found = agenda.warnings([slot(1, 0, 60), slot(2, 50, 30), slot(3, 180, 30)], **LIMITS)
    assert found == [
        Notice("overlap", "item 1", "item 2", 10),
        Notice("long_wait", "item 2", "item 3", 100),
    ]


def test_an_item_within_another_overlaps_by_its_own_length_and_hides_no_later_one() -> None:
    found = agenda.warnings([slot(1, 0, 120), slot(2, 0, 30), slot(3, 60, 90)], **LIMITS)
    assert found == [
        Notice("overlap", "item 1", "item 2", 30),
        Notice("overlap", "item 1", "item 3", 60),
    ]


def test_a_night_between_two_days_is_no_wait() -> None:
    assert agenda.warnings([slot(1, 0, 60), slot(2, 24 * 60, 60)], **LIMITS) == []


def test_a_long_opening_few_interactions_and_a_burst_window_are_told() -> None:
    found = agenda.warnings([slot(1, 0, 12, kind="opening"), slot(2, 15, 250)], **LIMITS)
    assert [notice.code for notice in found] == [
        "opening_long",
        "few_interactions",
        "golden_window_over",
    ]


@pytest.mark.parametrize(
    ("begin", "length", "code"),
    [(0, 0, "item_ends_before_it_starts"), (0, 900, "item_too_long"), (900, 60, "item_outside")],
)
def test_an_item_has_sensible_times(begin: int, length: int, code: str) -> None:
    item = slot(1, begin, length)
    with pytest.raises(RuleViolation, match=code):
        agenda.check_times(item.starts_at, item.ends_at, BOUNDS)


def test_an_item_may_be_as_long_and_as_early_as_the_company_says() -> None:
    early = slot(1, -120, 900)
    wider = replace(BOUNDS, grace=timedelta(hours=9), longest=timedelta(hours=15))
    agenda.check_times(early.starts_at, early.ends_at, wider)
    shorter = replace(wider, longest=timedelta(hours=14))
    with pytest.raises(RuleViolation, match="item_too_long"):
        agenda.check_times(early.starts_at, early.ends_at, shorter)
    closer = replace(wider, grace=timedelta(hours=1))
    with pytest.raises(RuleViolation, match="item_outside"):
        agenda.check_times(early.starts_at, early.ends_at, closer)


def test_days_are_those_of_the_site() -> None:
    """07:00–09:00 in Shanghai is one day there, though two days in UTC."""
    morning = [slot(1, -150, 60), slot(2, -30, 60)]
    found = agenda.warnings(morning, **{**LIMITS, "golden_window": timedelta(minutes=90)})
    assert [(one.code, one.minutes) for one in found] == [
        ("long_wait", 60),
        ("golden_window_over", 120),
    ]


def test_what_has_begun_and_what_is_on_another_day_stays() -> None:
    slots = [slot(1, 0, 30, begun=True), slot(2, 40, 30), slot(3, 24 * 60, 30)]
    moved = agenda.shift(slots, timedelta(minutes=20), day_of=START)
    assert [(one.id, one.starts_at) for one in moved] == [(2, START + timedelta(minutes=60))]


@given(st.integers(-300, 300), st.lists(st.integers(0, 400), min_size=1, max_size=8))
def test_a_shift_keeps_every_length_and_every_gap(minutes: int, begins: list[int]) -> None:
    slots = [slot(number, begin, 20) for number, begin in enumerate(sorted(begins))]
    by = timedelta(minutes=minutes)
    moved = agenda.shift(slots, by, day_of=START)
    assert [one.starts_at - by for one in moved] == [one.starts_at for one in slots]
    assert {one.ends_at - one.starts_at for one in moved} == {timedelta(minutes=20)}


def test_a_day_visit_keeps_its_length_and_a_longer_one_its_last_day() -> None:
    evening, later = START + timedelta(hours=7), START + timedelta(hours=1)
    assert agenda.departure(START, later, evening, []) == evening + timedelta(hours=1)
    two_days = START + timedelta(days=1, hours=7)
    assert agenda.departure(START, later, two_days, []) == two_days
