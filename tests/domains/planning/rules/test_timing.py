"""Windows, the order of a day and the golden window."""

from dataclasses import replace
from datetime import time, timedelta

from tests.domains.planning.rules import cases as c

from yingke.domains.planning.rules import timing
from yingke.domains.planning.rules.values import Timing

LIMITS = c.FACTS.limits


def windows(item, *timings, after=None, stay=c.STAY):
    return timing.windows(item, stay, timings, LIMITS, after=after)


def test_an_item_stays_on_its_day_within_the_visit():
    assert windows(c.item(1, "talk", c.at(10), 60)) == ((c.at(9, 30), c.at(17)),)
    long = replace(c.STAY, leaves_at=c.at(12, day=3))
    assert windows(c.item(1, "talk", c.at(10), 60), stay=long) == ((c.at(9, 30), c.at(22)),)


def test_a_pick_up_before_the_arrival_keeps_its_time():
    assert windows(c.item(1, "transfer", c.at(8, 5), 50)) == ((c.at(8, 5), c.at(8, 55)),)


def test_several_rules_of_a_kind_are_several_windows_and_one_too_short_is_left_out():
    meal = c.item(2, "meal", c.at(12), 60)
    lunch = Timing("meal", time(11, 30), time(14))
    dinner = Timing("meal", time(16, 30), time(21))
    assert windows(meal, lunch, dinner) == ((c.at(11, 30), c.at(14)),)
    assert windows(meal, dinner) == ((c.at(9, 30), c.at(17)),)


def test_nothing_starts_before_what_has_begun_has_ended():
    item = c.item(1, "talk", c.at(10), 60)
    assert windows(item, after=c.at(10, 2)) == ((c.at(10, 5), c.at(17)),)
    assert windows(item, after=c.at(10, 2, day=1)) == ((c.at(9, 30), c.at(17)),)


def test_an_opening_is_cut_to_what_the_procedure_allows():
    assert timing.length_of(c.item(1, "opening", c.at(10), 20), c.STAY) == 5
    assert timing.length_of(c.item(1, "talk", c.at(10), 20), c.STAY) == 20


def test_interactive_items_are_drawn_into_the_golden_window():
    late = c.item(1, "demo", c.at(14), 45)
    early, meal = c.item(2, "talk", c.at(10), 60), c.item(3, "meal", c.at(15), 60)
    stay = replace(c.STAY, items=(late, early, meal))
    assert timing.preferred_starts(stay, LIMITS) == {1: c.at(12, 45), 2: c.at(10), 3: c.at(15)}
    spans = [(c.at(10), c.at(11)), (c.at(12, 45), c.at(13, 30)), (c.at(13), c.at(13, 31))]
    assert timing.in_golden_window(spans, stay, LIMITS) == 2


def test_the_order_of_kinds_comes_before_the_present_order_and_never_makes_a_circle():
    items = (
        c.item(1, "tour", c.at(10), 30),
        c.item(2, "opening", c.at(11), 5),
        c.item(3, "transfer", c.at(10, 30), 20),
        c.item(4, "talk", c.at(10, day=3), 20),
    )
    rules = (Timing("tour", after=("opening",)), Timing("transfer", keeps_order=True))
    before = timing.orders(items, rules, LIMITS)
    # the transfer is now after the tour and before the opening, which cannot both be kept
    assert before == {1: {2}, 2: set(), 3: {1}, 4: set()}


def test_two_kinds_that_each_come_after_the_other_keep_the_first_word():
    items = (c.item(1, "tour", c.at(10), 30), c.item(2, "talk", c.at(11), 30))
    rules = (Timing("tour", after=("talk",)), Timing("talk", after=("tour",)))
    before = timing.orders(items, rules, LIMITS)
    assert sum(len(ids) for ids in before.values()) == 1


def test_lengths_and_starts_are_brought_to_the_grid():
    odd = c.item(1, "talk", c.at(10, 3), 42)
    assert timing.on_grid(odd.starts_at) == c.at(10)
    assert timing.grid_length(odd, c.STAY) == timedelta(minutes=45)
