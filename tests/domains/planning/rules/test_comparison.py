"""A proposal beside what stands, item by item."""

from dataclasses import replace
from datetime import timedelta

from tests.domains.planning.rules import cases as c

from yingke.domains.planning.rules import comparison as rules
from yingke.domains.planning.rules import problem as problems
from yingke.domains.planning.rules.asks import Ask
from yingke.domains.planning.rules.values import Booked, Part
from yingke.domains.planning.terms import AskKind
from yingke.engines.planner import Cause, Limits, Plan, Relaxation, solve
from yingke.engines.planner import Unmet as PlanUnmet


def compared(facts, *asks):
    problem = problems.build(facts, asks)
    return rules.compare(facts, problem, solve(problem, limits=Limits(effort=2)), list(asks))


def row(comparison, item):
    return next(one for one in comparison.rows if one.item.id == item)


def test_rows_follow_the_proposed_order_and_say_what_is_new():
    kept = Part(c.HOST, "host", True)
    talk = replace(c.ITEMS[0], people=(kept,))
    found = compared(c.with_items(talk, *c.ITEMS[1:]))
    assert [one.item.id for one in found.rows] == [1, 2, 3]
    choices = {one.role: (one.reason, one.is_new) for one in row(found, 1).choices}
    assert choices == {
        "host": ("kept", False),
        "room": ("only", True),
        "interpreter.de": ("only", True),
    }


def test_who_was_not_chosen_comes_with_the_rule():
    talk = row(compared(c.FACTS), 1)
    assert {(one.resource, one.cause) for one in talk.rejected} >= {
        (f"p{c.ENGLISH}", Cause.LANGUAGE),
        (f"r{c.SMALL}", Cause.TOO_SMALL),
    }
    outside = {one.resource for one in talk.rejected if one.role == "interpreter.de"}
    assert outside == {f"p{c.ENGLISH}", f"p{c.GUIDE}"}  # the host serves as such


def test_those_who_do_not_hold_the_role_are_left_out_of_what_is_kept():
    plan = solve(problems.build(c.FACTS), limits=Limits(effort=2))
    slim = rules.without_bystanders(plan)
    picks = {pick.role: pick for one in slim.placed for pick in one.picks}
    names = {one.resource for one in picks["interpreter.de"].rejected}
    assert names == {f"p{c.ENGLISH}"}


def test_an_opening_is_shortened_and_a_booking_that_moves_away_is_released():
    opening = c.item(4, "opening", c.at(9, 30), 20)
    found = row(compared(c.with_items(opening)), 4)
    assert (found.is_shortened, found.is_moved) == (True, True)
    taken = replace(c.ITEMS[0], bookings=(Booked(c.SMALL, "room", False),))
    assert row(compared(c.with_items(taken)), 1).removed == (f"r{c.SMALL}",)


def test_a_need_that_stays_open_always_has_a_way_out_by_somebody_else():
    away = c.with_person(c.FACTS, c.INTERPRETER, absences=((c.at(8), c.at(20)),))
    (unmet,) = compared(away).unmet
    assert (unmet.item.id, unmet.role) == (1, "interpreter.de")
    assert unmet.ways[-1].kind == "resource"
    assert len(unmet.ways) <= rules.MOST_WAYS
    assert all(way.kind != Cause.LANGUAGE for way in unmet.ways)


def test_figures_count_now_and_as_proposed():
    overlapping = c.item(3, "tour", c.at(10, 30), 45)
    figures = compared(c.with_items(c.ITEMS[0], overlapping)).figures
    assert (figures.needs, figures.met) == (5, (0, 5))
    assert figures.overlaps == (1, 0)
    assert figures.interactions == (2, 2, 2)
    assert (figures.to_answer, figures.newly_asked) == (3, 3)


def test_a_pinned_time_is_marked_and_an_item_without_a_place_has_no_times():
    pin = Ask(AskKind.TIME, item=1, starts_at=c.at(15))
    assert row(compared(c.FACTS, pin), 1).is_pinned
    nothing = rules.compare(c.FACTS, problems.build(c.FACTS), Plan(), [])
    assert [one.starts_at for one in nothing.rows] == [None] * 3
    assert rules.open_needs(Plan()) == 0


def test_where_an_item_already_is_is_no_way_out_for_somebody_missing():
    problem = problems.build(c.FACTS)
    plan = solve(problem, limits=Limits(effort=2))
    first = c.ITEMS[0]
    stays, moves = (
        Relaxation("rearrange", "", 6, start=at, rearranged=True)
        for at in (first.starts_at, first.starts_at + timedelta(minutes=30))
    )
    open_role = PlanUnmet(f"i{first.id}", 200, "interpreter.de", relaxations=(stays, moves))
    (unmet,) = rules.compare(c.FACTS, problem, replace(plan, unmet=(open_role,)), []).unmet
    assert [way.ask.starts_at for way in unmet.ways if way.ask] == [moves.start]
