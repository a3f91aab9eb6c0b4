"""What a change does to the facts, and how the agenda may answer it."""

from datetime import timedelta
from itertools import pairwise

import pytest
from tests.domains.planning.rules.cases import (
    FACTS,
    GUIDE,
    HALL,
    HOST,
    INTERPRETER,
    SHOWROOM,
    at,
    item,
    with_items,
    with_person,
)

from yingke.domains.planning.rules.alternatives import Alternative
from yingke.domains.planning.rules.changing import changed, drafts
from yingke.domains.planning.rules.details import Details
from yingke.domains.planning.rules.values import Booked, Part
from yingke.domains.planning.services.answering import solved
from yingke.domains.planning.terms import AlternativeKind, ChangeKind

ROOM = (Booked(HALL, "room", True),)
HOSTED = (Part(HOST, "host", True), Part(INTERPRETER, "interpreter", True))
DAY = (
    item(1, "transfer", at(8), 90),
    item(2, "talk", at(9, 30), 60, people=HOSTED, bookings=ROOM),
    item(3, "meal", at(12), 60),
    item(4, "tour", at(13, 30), 45, bookings=(Booked(SHOWROOM, "showroom", True),)),
)
FULL = with_items(*DAY)


def starts(facts) -> dict[int, str]:
    return {one.id: f"{one.starts_at:%H:%M}" for one in facts.stays[0].items}


def answers(kind, details, facts=FULL) -> dict[str, Alternative]:
    return {one.kind: solved(facts, one) for one in drafts(facts, kind, details)}


def moved(one: Alternative) -> dict[int, int]:
    return {line.item: line.minutes for line in one.lines if line.state == "moved"}


def test_guests_who_are_late_begin_later_and_the_rest_stays():
    after = changed(FULL, ChangeKind.LATE, Details(minutes=50))
    assert starts(after) == {1: "08:50", 2: "10:20", 3: "12:00", 4: "13:30"}
    stay = after.stays[0]
    assert (stay.arrives_at, stay.leaves_at) == (at(10, 20), at(17, 50))


def test_odd_minutes_keep_the_exact_arrival_and_move_by_whole_steps():
    after = changed(FULL, ChangeKind.LATE, Details(minutes=47))
    assert after.stays[0].arrives_at == at(10, 17)
    assert starts(after)[2] == "10:20"


def test_guests_who_are_early_are_met_and_welcomed_earlier():
    after = changed(FULL, ChangeKind.EARLY, Details(minutes=30))
    assert starts(after) == {1: "07:30", 2: "09:00", 3: "12:00", 4: "13:30"}
    assert after.stays[0].arrives_at == at(9)


def test_what_has_begun_stays():
    begun = with_items(item(1, "transfer", at(8), 90, begun=True), *DAY[1:])
    assert starts(changed(begun, ChangeKind.LATE, Details(minutes=50)))[1] == "08:00"
    one = answers(ChangeKind.LATE, Details(minutes=50), begun)["least"]
    assert [line.state for line in one.lines] == ["begun", "moved", "same", "same"]


def test_being_late_has_three_answers_with_the_fewest_changes_first():
    found = answers(ChangeKind.LATE, Details(minutes=50))
    assert list(found) == ["least", "shift", "shorter"]
    assert moved(found["least"]) == {1: 50, 2: 50}
    assert moved(found["shift"]) == {1: 50, 2: 50, 3: 50, 4: 50}
    short = found["shorter"]
    assert short.cut == (2, 30)
    line = next(one for one in short.lines if one.item == 2)
    assert line.after == (at(10, 20), at(10, 50))
    assert moved(short) == {1: 50, 2: 50, 3: 20, 4: 20}


def test_nobody_of_an_item_that_stays_is_told():
    one = answers(ChangeKind.LATE, Details(minutes=50))["least"]
    assert one.told == [f"p{HOST}", f"p{INTERPRETER}"]
    same = [line for line in one.lines if line.state == "same"]
    assert all(line.held == line.holds for line in same)


def test_a_cancelled_item_goes_and_what_follows_may_move_up():
    found = answers(ChangeKind.CANCELLED, Details(item=3))
    least = found["least"]
    assert [(line.item, line.state) for line in least.changed] == [(3, "cancelled")]
    assert moved(found["shift"]) == {4: -60}


def test_a_longer_item_pushes_only_what_it_touches():
    close = with_items(*DAY[:2], item(3, "meal", at(10, 35), 60), DAY[3])
    found = answers(ChangeKind.LENGTH, Details(item=2, minutes=45), close)
    talk = next(line for line in found["least"].lines if line.item == 2)
    assert talk.after == (at(9, 30), at(11, 15))
    meal = next(line for line in found["least"].lines if line.item == 3)
    assert meal.after is not None
    assert meal.after[0] >= at(11, 15)
    assert 4 not in moved(found["least"])


def test_a_lost_room_is_replaced_by_one_that_seats_the_guests():
    found = answers(ChangeKind.ROOM, Details(resource=SHOWROOM))["least"]
    tour = next(line for line in found.lines if line.item == 4)
    assert tour.went == ((f"r{SHOWROOM}", "showroom"),)
    assert tour.missing == ("showroom",)  # there is no other one
    hall = answers(ChangeKind.ROOM, Details(resource=HALL))["least"]
    talk = next(line for line in hall.lines if line.item == 2)
    assert talk.missing == ("room",)  # the small one has four seats for five guests


def test_a_lost_interpreter_leaves_a_gap_that_is_said():
    one = answers(ChangeKind.PERSON, Details(staff=INTERPRETER))["least"]
    (line,) = one.changed
    assert (line.item, line.state, line.missing) == (2, "same", ("interpreter",))
    assert one.told == [f"p{INTERPRETER}"]


def test_nothing_moves_to_meet_a_need_that_was_open_before():
    # the only guide is free in the morning alone, and the tour had none
    busy = with_person(FULL, GUIDE, duties=((at(12), at(18)),))
    one = answers(ChangeKind.ROOM, Details(resource=SHOWROOM), busy)["least"]
    assert moved(one) == {}
    assert one.told == []


def test_an_added_item_finds_a_place_after_the_others():
    found = answers(ChangeKind.ADDED, Details(item_kind="demo", minutes=30, name="演示"))
    new = next(line for line in found["least"].lines if line.item == 0)
    assert new.state == "new"
    assert new.after is not None
    assert new.after[0] >= at(9, 30)
    assert found["least"].moves == 1


def test_an_answer_survives_being_stored():
    for one in answers(ChangeKind.LATE, Details(minutes=50)).values():
        assert Alternative.from_json(one.to_json()) == one


@pytest.mark.parametrize("minutes", [10, 95])
def test_no_two_items_of_the_guests_overlap_afterwards(minutes):
    packed = with_items(
        *(item(n, "talk", at(9, 30) + timedelta(hours=n - 1), 60) for n in range(1, 6))
    )
    one = answers(ChangeKind.LATE, Details(minutes=minutes), packed)["least"]
    spans = sorted(line.after for line in one.lines if line.item not in one.unplaced)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert one.kind == AlternativeKind.LEAST
    assert FACTS.stays[0].arrives_at == at(9, 30)


def test_a_longer_item_moves_the_next_ones_a_little_and_serves_nothing_that_was_open_before():
    bare = with_items(
        item(1, "talk", at(9, 30), 80),
        item(2, "demo", at(11), 60),
        item(3, "tour", at(13, 30), 45),
    )
    found = answers(ChangeKind.LENGTH, Details(item=1, minutes=20), bare)[AlternativeKind.LEAST]
    assert moved(found) == {1: 0, 2: 10}
    assert not any(line.came for line in found.lines)
