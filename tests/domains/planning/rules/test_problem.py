"""The planner's problem as it is built from rows, and what the planner makes of it."""

from dataclasses import replace
from datetime import timedelta

from tests.domains.planning.rules import cases as c

from yingke.domains.planning.rules import problem as rules
from yingke.domains.planning.rules.asks import Ask
from yingke.domains.planning.rules.values import Booked, Need, Part, Skill
from yingke.domains.planning.terms import AskKind
from yingke.engines.planner import Limits, solve

QUICK = Limits(effort=2)


def solved(facts, *asks):
    return solve(rules.build(facts, asks), limits=QUICK)


def picked(plan, item):
    placed = next(one for one in plan.placed if one.activity == f"i{item}")
    return {pick.role: pick.resource for pick in placed.picks}


def activity(problem, item):
    return next(one for one in problem.activities if one.id == f"i{item}")


def test_a_german_delegation_gets_the_one_who_speaks_german():
    plan = solved(c.FACTS)
    assert plan.unmet == ()
    assert picked(plan, 1) == {
        "host": f"p{c.HOST}",
        "room": f"r{c.HALL}",
        "interpreter.de": f"p{c.INTERPRETER}",
    }


def test_without_that_person_the_item_stays_and_the_need_is_unmet():
    away = c.with_person(c.FACTS, c.INTERPRETER, absences=((c.at(8), c.at(20)),))
    plan = solved(away)
    assert [(one.activity, one.role, one.cost) for one in plan.unmet] == [
        ("i1", "interpreter.de", 200)
    ]
    assert "interpreter.de" not in picked(plan, 1)


def test_guests_who_speak_chinese_need_no_interpreter_and_two_languages_need_two():
    assert "interpreter" not in str(rules.build(c.with_items(*c.ITEMS, languages=())).activities)
    two = rules.build(c.with_items(*c.ITEMS, languages=("de", "en")))
    roles = [one.role for one in activity(two, 1).requires]
    assert roles == ["host", "room", "interpreter.de", "interpreter.en"]
    assert [rules.language_of(role) for role in roles] == ["", "", "de", "en"]


def test_a_certificate_counts_on_the_day_and_a_level_from_the_one_asked_for():
    for skill in (Skill("guiding", 3, c.at(0, day=1).date()), Skill("guiding", 2)):
        facts = c.with_person(c.FACTS, c.GUIDE, skills=(skill,))
        assert [one.role for one in solved(facts).unmet] == ["guide"]


def test_a_skill_that_nobody_is_certified_in_is_not_asked_for():
    assert solved(c.with_person(c.FACTS, c.GUIDE, skills=())).unmet == ()


def test_a_duty_on_another_visit_and_a_room_booked_by_others_are_avoided():
    facts = c.with_person(c.FACTS, c.INTERPRETER, duties=((c.at(9), c.at(12)),))
    facts = c.with_thing(facts, c.HALL, taken=((c.at(14), c.at(17)),))
    plan = solved(facts)
    assert plan.unmet == ()
    talk = next(one for one in plan.placed if one.activity == "i1")
    assert c.at(12) <= talk.start
    assert talk.end <= c.at(14)


def test_buffers_of_a_room_reach_over_the_bookings_of_others():
    facts = c.with_thing(c.FACTS, c.HALL, taken=((c.at(11), c.at(16)),), before=15, after=15)
    talk = next(one for one in solved(facts).placed if one.activity == "i1")
    assert talk.end <= c.at(10, 45)


def test_the_load_of_a_day_counts_what_the_person_does_elsewhere():
    busy = c.with_person(c.FACTS, c.INTERPRETER, duties=((c.at(18), c.at(21, 30)),))
    assert [one.role for one in solved(busy).unmet] == ["interpreter.de"]
    room = replace(busy, limits=replace(busy.limits, interpreting=timedelta(hours=5)))
    assert solved(room).unmet == ()


def test_walking_to_another_building_takes_its_time():
    talk, tour = c.item(1, "talk", c.at(10), 60), c.item(3, "tour", c.at(11), 45)
    plan = solved(c.with_items(talk, tour))
    (first, second) = sorted(plan.placed, key=lambda one: one.start)
    assert second.start - first.end >= timedelta(minutes=10)


def test_a_promise_is_kept_and_what_was_only_asked_gives_way():
    other = c.Person(9, "林慧敏", frozenset({"host"}))
    facts = replace(c.FACTS, people=(*c.PEOPLE, other))
    for accepted in (True, False):
        part = Part(9, "host", accepted)
        item = c.item(1, "talk", c.at(10), 60, people=(part,))
        held = activity(rules.build(c.with_items(item)), 1).held
        assert held is None  # nobody known by that number
        built = rules.build(replace(facts, stays=c.with_items(item).stays))
        held = activity(built, 1).held
        assert (held.picks if held else None) == ({"host": ("p9",)} if accepted else None)


def test_promises_that_clash_are_dropped_until_the_rest_is_sound():
    part = Part(c.HOST, "host", True)
    one = c.item(1, "talk", c.at(10), 60, people=(part,))
    two = c.item(2, "talk", c.at(10, 30), 60, people=(part,))
    problem = rules.build(c.with_items(one, two))
    assert sum(a.held is not None for a in problem.activities) == 1
    plan = solve(problem, limits=QUICK)
    assert [u for u in plan.unmet if not u.role] == []


def test_what_has_begun_is_a_fact_and_nothing_starts_before_it_ends():
    begun = c.item(1, "talk", c.at(10), 60, begun=True, people=(Part(c.GUIDE, "guide", True),))
    facts = c.with_items(begun, c.item(3, "tour", c.at(10, 30), 45))
    facts = replace(facts, limits=replace(facts.limits, now=c.at(10, 20)))
    problem = rules.build(facts)
    assert [one.id for one in problem.activities] == ["i3"]
    assert solve(problem, limits=QUICK).placed[0].start >= c.at(11)


def test_people_and_bookings_that_no_need_asks_for_are_kept_if_they_can():
    item = c.item(
        2,
        "meal",
        c.at(12),
        60,
        people=(Part(c.GUIDE, "service", True),),
        bookings=(Booked(c.HALL, "room", True),),
    )
    names = picked(solved(c.with_items(item)), 2)
    assert names == {
        "host": f"p{c.HOST}",
        f"service.kept.p{c.GUIDE}": f"p{c.GUIDE}",
        f"room.kept.r{c.HALL}": f"r{c.HALL}",
    }


def test_requests_pin_a_time_choose_somebody_and_leave_somebody_out():
    time = Ask(AskKind.TIME, item=1, starts_at=c.at(15, 2))
    pick = Ask(AskKind.PICK, item=1, role="room", resource=f"r{c.HALL}")
    plan = solved(c.FACTS, time, pick)
    talk = next(one for one in plan.placed if one.activity == "i1")
    assert talk.start == c.at(15)
    out = solved(c.FACTS, Ask(AskKind.FORBID, resource=f"p{c.INTERPRETER}"))
    assert [one.role for one in out.unmet] == ["interpreter.de"]
    small = Ask(AskKind.PICK, item=1, role="room", resource=f"r{c.SMALL}")
    assert [one.role for one in solved(c.FACTS, small).unmet] == ["room"]
    waived = replace(small, kind=AskKind.WAIVE)
    assert picked(solved(c.FACTS, waived), 1)["room"] == f"r{c.SMALL}"


def test_a_language_is_never_waived():
    waived = Ask(AskKind.WAIVE, item=1, role="interpreter.de", resource=f"p{c.ENGLISH}")
    assert [one.role for one in solved(c.FACTS, waived).unmet] == ["interpreter.de"]


def test_needs_of_the_same_thing_are_told_apart():
    needs = (*c.NEEDS, Need(8, "talk", "room", equipment=("投影",)))
    roles = [one.role for one in activity(rules.build(replace(c.FACTS, needs=needs)), 1).requires]
    assert roles == ["host", "room", "interpreter.de", "room.2"]
    assert rules.what_of("room.2") == "room"


def test_the_standing_agenda_reads_like_a_plan():
    item = c.item(1, "talk", c.at(10), 60, people=(Part(c.HOST, "host", False),))
    facts = c.with_items(item)
    (placed,) = rules.standing(facts, rules.build(facts))
    assert [(pick.role, pick.resource) for pick in placed.picks] == [("host", f"p{c.HOST}")]
    assert placed.missing == ("room", "interpreter.de")
