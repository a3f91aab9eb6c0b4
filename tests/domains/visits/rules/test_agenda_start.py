"""A pattern at its times, and the first resource that is free."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from yingke.domains.visits.rules.agenda import Bounds
from yingke.domains.visits.rules.agenda_start import (
    Option,
    Pattern,
    Taken,
    first_free,
    place,
    relative,
)
from yingke.domains.visits.rules.guests import Known, preset_roles

BERLIN = ZoneInfo("Europe/Berlin")
# on the next day the clocks go back
ARRIVAL = datetime(2026, 10, 24, 9, 30, tzinfo=BERLIN)
BOUNDS = Bounds(
    ARRIVAL, ARRIVAL + timedelta(days=1, hours=8), timedelta(hours=3), timedelta(hours=14)
)


def pattern(name, day, starts, length=60):
    return Pattern("talk", name, "", day, starts, length)


def test_items_stand_at_their_times_by_the_clock_of_the_site():
    times = place([pattern("后", 2, 0), pattern("先", 1, -60, 50)], BOUNDS, BERLIN)
    assert [(one.pattern.name, one.starts_at) for one in times.items] == [
        ("先", datetime(2026, 10, 24, 8, 30, tzinfo=BERLIN)),
        ("后", datetime(2026, 10, 25, 9, 30, tzinfo=BERLIN)),
    ]
    assert times.items[0].ends_at - times.items[0].starts_at == timedelta(minutes=50)


def test_what_lies_outside_the_visit_is_left_out():
    times = place(
        [pattern("早", 1, -300), pattern("晚", 3, 0), pattern("内", 1, 0)], BOUNDS, BERLIN
    )
    assert [one.pattern.name for one in times.items] == ["内"]
    assert [one.name for one in times.outside] == ["早", "晚"]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 10, 24, 6, 30, tzinfo=UTC), (1, -60)),
        (datetime(2026, 10, 25, 9, 45, tzinfo=BERLIN), (2, 15)),
    ],
)
def test_a_moment_becomes_a_day_and_minutes_after_the_arrival(moment, expected):
    assert relative(moment, ARRIVAL, BERLIN) == expected


def test_the_first_option_that_is_free_is_taken():
    low, high = ARRIVAL, ARRIVAL + timedelta(hours=1)
    options = [Option(pk, low, high) for pk in (1, 2, 3)]
    busy = [Taken(1, low + timedelta(minutes=30), high), Taken(2, high, high + timedelta(hours=1))]
    assert first_free(options, busy).resource_id == 2
    assert first_free(options[:1], busy) is None


def test_the_most_influential_decision_maker_leads():
    chosen = [Known(1, 3), Known(2, 4), Known(3, 5), Known(4, 2, is_decision_maker=True)]
    led = {1: "companion", 2: "vip", 3: "principal", 4: "vip"}
    assert preset_roles(chosen, has_principal=False) == led
    assert preset_roles(chosen, has_principal=True) == {**led, 3: "vip"}
    assert preset_roles(chosen[:1], has_principal=False) == {1: "companion"}
