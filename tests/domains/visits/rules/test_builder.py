"""Typed times, two editors of one item, and the marks of the agenda builder."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from yingke.domains.visits.rules import builder
from yingke.domains.visits.rules.agenda import Slot
from yingke.domains.visits.rules.builder import Limits, Mark, Placement
from yingke.foundation.kernel.errors import RuleViolation

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2025, 11, 25, 9, 30, tzinfo=ZONE)
LIMITS = Limits(timedelta(minutes=5), timedelta(hours=4), timedelta(minutes=45), 2)
SEEN = Placement(START, START + timedelta(hours=1), "resource:1")


def slot(number: int, begin: int, length: int, kind: str = "talk", *, begun: bool = False) -> Slot:
    starts = START + timedelta(minutes=begin)
    ends = starts + timedelta(minutes=length)
    return Slot(number, f"item {number}", kind, starts, ends, kind == "talk", begun)


def marks(*slots: Slot, **unserved: list[int]) -> list[Mark]:
    return builder.marks(slots, LIMITS, tz=ZONE, unserved=unserved)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("11:35", 695), ("1135", 695), ("11.35", 695), ("11：35", 695), ("11时35分", 695)),
        *(("935", 575), ("9", 540), (" 08:05 ", 485), ("24:30", 1470)),
    ],
)
def test_a_time_is_understood_as_people_type_it(text, minutes):
    assert builder.read_time(text) == minutes


@pytest.mark.parametrize("text", ["", "noon", "11:75", "48:01", "11:3", "123456"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(RuleViolation, match="time_unreadable"):
        builder.read_time(text)


@pytest.mark.parametrize("lane", ["", "resource:12", "place:主楼 一层"])
def test_a_stamp_is_read_as_it_was_written(lane):
    place = replace(SEEN, lane=lane)
    assert builder.read_stamp(place.stamp()) == place


def test_changes_of_two_editors_to_different_values_are_merged():
    later = SEEN.ends_at + timedelta(minutes=15)
    stored = replace(SEEN, lane="resource:2")
    assert builder.merge(stored, SEEN, replace(SEEN, ends_at=later)) == Placement(
        START, later, "resource:2"
    )


def test_two_changes_of_the_same_value_clash_unless_they_agree():
    stored = replace(SEEN, lane="resource:2")
    with pytest.raises(RuleViolation, match="stale"):
        builder.merge(stored, SEEN, replace(SEEN, lane="resource:3"))
    assert builder.merge(stored, SEEN, stored) == stored


def test_a_merge_that_ends_before_it_starts_is_refused():
    stored = replace(SEEN, starts_at=START + timedelta(minutes=50))
    wanted = replace(SEEN, ends_at=START + timedelta(minutes=30))
    with pytest.raises(RuleViolation, match="item_ends_before_it_starts"):
        builder.merge(stored, SEEN, wanted)


def test_what_follows_is_of_the_same_day_and_has_not_begun():
    slots = [slot(4, 24 * 60, 30), slot(3, 120, 30), slot(2, 60, 30, begun=True), slot(1, 0, 30)]
    assert [one.id for one in builder.following(slots, 1, ZONE)] == [1, 3]
    assert [one.id for one in builder.following(slots, 3, ZONE)] == [3]
    assert builder.following(slots, 9, ZONE) == []


def test_a_sound_agenda_has_no_marks():
    assert marks(slot(1, 0, 60), slot(2, 60, 60)) == []
    assert marks() == []


def test_overlaps_come_first_and_name_both_items():
    found = marks(slot(1, 0, 60), slot(2, 50, 40), slot(3, 180, 30), slot(4, 210, 6, "opening"))
    assert found == [
        Mark("overlap", (1, 2), 10),
        Mark("wait", (2, 3), 90),
        Mark("opening_long", (4,), 6),
    ]
    assert [mark.is_red for mark in found] == [True, False, False]


def test_interactions_count_only_within_the_golden_window():
    found = marks(slot(1, 0, 30), slot(2, 30, 200, "meal"), slot(3, 230, 30))
    assert found == [Mark("outside_golden", (3,), 1), Mark("few_in_golden", (), 1)]
    assert marks(slot(1, 0, 30), slot(2, 30, 180, "meal"), slot(3, 210, 30)) == []


def test_the_golden_window_opens_with_the_first_item_that_is_no_transfer():
    assert marks(slot(1, -60, 60, "transfer"), slot(2, 0, 180), slot(3, 180, 60)) == []


def test_each_day_has_its_own_golden_window():
    assert marks(slot(1, 0, 60), slot(2, 24 * 60 + 120, 60)) == []


def test_a_language_that_no_one_speaks_is_marked_at_its_items():
    found = marks(slot(1, 0, 60), slot(2, 60, 60), de=[1, 2], fr=[])
    assert found == [Mark("no_language", (1, 2), 2, "de")]
