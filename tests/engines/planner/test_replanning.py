"""Re-planning: little disturbed, facts untouched, everyone concerned told."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.engines.planner.builders import QUICK, at, later, random_problem, visit_day, without

from yingke.engines.planner import (
    Activity,
    Added,
    Arrival,
    Dropped,
    Group,
    HeadCount,
    Limits,
    Longer,
    Lost,
    Plan,
    Problem,
    ProblemError,
    Requirement,
    UnknownNameError,
    replan,
    solve,
)
from yingke.engines.planner.changes import Change, apply_changes
from yingke.engines.planner.checking import violations
from yingke.engines.planner.days import generated_day


@pytest.fixture(scope="module")
def published() -> Plan:
    plan = solve(visit_day(), limits=QUICK)
    return replace(plan, placed=tuple(replace(p, confirmed=True) for p in plan.placed))


def test_without_a_change_nothing_is_touched(published: Plan) -> None:
    plan, told = replan(visit_day(), published, limits=QUICK)
    assert told.told == ()
    assert [(p.activity, p.start) for p in plan.placed] == [
        (p.activity, p.start) for p in published.placed
    ]


def test_a_lost_host_is_replaced_and_only_those_concerned_are_told(published: Plan) -> None:
    entry = published.placed[0]
    host = next(p.resource for p in entry.picks if p.role == "host")
    other = {"anna": "bo", "bo": "anna"}[host]
    plan, told = replan(visit_day(), published, Lost(host), limits=QUICK)
    assert plan.unmet == ()
    assert {p.resource for e in plan.placed for p in e.picks if p.role == "host"} == {other}
    assert host in {t.who for t in told.told}
    assert all(b.repair for b in plan.broken)
    assert {b.activity for b in plan.broken} >= {entry.activity}


def test_a_late_arrival_moves_what_comes_too_early(published: Plan) -> None:
    plan, told = replan(visit_day(), published, Arrival("v1", at("10:30")), limits=QUICK)
    assert min(p.start for p in plan.placed if p.activity.startswith("v1")) >= at("10:30")
    assert {m.activity for m in told.moved} >= {"v1-talk"}
    assert "v1" in {t.who for t in told.told}
    assert plan.unmet == ()


def test_what_has_begun_stays_even_when_its_host_is_lost(published: Plan) -> None:
    first = min(published.placed, key=lambda p: p.start)
    problem = replace(visit_day(), now=first.start + later(15))
    host = next(p.resource for p in first.picks if p.role == "host")
    plan, told = replan(problem, published, Lost(host, problem.now), limits=QUICK)
    after = next(p for p in plan.placed if p.activity == first.activity)
    assert (after.start, after.begun) == (first.start, True)
    assert first.activity not in {m.activity for m in told.moved}
    assert first.activity in {b.activity for b in plan.broken}


def test_a_dropped_activity_leaves_the_rest_and_tells_its_people(published: Plan) -> None:
    plan, told = replan(visit_day(), published, Dropped("v1-tour"), limits=QUICK)
    assert told.dropped == ("v1-tour",)
    assert told.moved == ()
    assert len(plan.placed) == 3


def test_more_guests_get_a_larger_room_or_are_unmet(published: Plan) -> None:
    plan, told = replan(visit_day(), published, HeadCount("v1", 30), limits=QUICK)
    assert told.newly_unmet == ("v1-talk",)
    assert plan.unmet[0].relaxations


def test_a_visit_at_short_notice_finds_its_place(published: Plan) -> None:
    late = Group("v3", tier=1, heads=2, arrives=at("12:00"), leaves=at("17:00"))
    room = Requirement("room", kind="room", seats=-1)
    talk = Activity("v3-talk", 60, group="v3", requires=(room,))
    plan, told = replan(visit_day(), published, Added((talk,), late), limits=QUICK)
    assert told.newly_served == ("v3-talk",)
    assert told.moved == ()
    assert plan.unmet == ()


def test_a_change_to_something_unknown_is_refused(published: Plan) -> None:
    with pytest.raises(UnknownNameError):
        replan(visit_day(), published, Lost("nobody"))


def test_what_comes_soon_and_is_confirmed_is_dearer_to_move(published: Plan) -> None:
    calm = replan(visit_day(), published, Arrival("v1", at("10:30")), limits=QUICK)[0]
    hurried = replan(
        replace(visit_day(), now=at("08:30")),
        published,
        Arrival("v1", at("10:30")),
        limits=QUICK,
    )[0]
    assert hurried.score.disturbance > calm.score.disturbance > 0


def test_a_plan_that_names_someone_who_is_gone_is_mended_and_says_so(published: Plan) -> None:
    host = next(p.resource for p in published.placed[0].picks if p.role == "host")
    other = {"anna": "bo", "bo": "anna"}[host]
    plan, told = replan(without(visit_day(), host), published, limits=QUICK)
    assert plan.unmet == ()
    assert {p.resource for e in plan.placed for p in e.picks if p.role == "host"} == {other}
    assert {b.problem for b in plan.broken} >= {f"{host} is no longer there"}
    assert {r.after for r in told.reassigned if r.role == "host"} == {(other,)}


def test_what_has_begun_without_its_person_goes_on_with_another(published: Plan) -> None:
    first = min(published.placed, key=lambda p: p.start)
    host = next(p.resource for p in first.picks if p.role == "host")
    problem = replace(without(visit_day(), host), now=first.start + later(15))
    plan, _ = replan(problem, published, limits=QUICK)
    entry = next(p for p in plan.placed if p.activity == first.activity)
    assert (entry.start, entry.begun) == (first.start, True)
    assert host not in {pick.resource for pick in entry.picks}
    assert violations(problem, plan.placed, frozenset({first.activity})) == []


def test_a_plan_with_offsets_does_not_mend_a_problem_without(published: Plan) -> None:
    entry = published.placed[0]
    aware = replace(entry, start=entry.start.astimezone(), end=entry.end.astimezone())
    with pytest.raises(ProblemError, match="offset"):
        replan(visit_day(), replace(published, placed=(aware,)))


@pytest.mark.parametrize("batch", range(10))
def test_a_hundred_random_changes_break_no_rule_and_move_no_fact(batch: int) -> None:
    lot = random.Random(batch)
    for seed in range(batch * 10, batch * 10 + 10):
        base = random_problem(seed) if seed % 5 else visit_day()
        plan = solve(base, limits=Limits(effort=1, seed=seed), explain=False)
        for _ in range(10):
            _check_one_change(lot, base, plan)


def test_changes_to_a_generated_day_break_no_rule_and_move_no_fact() -> None:
    lot, base = random.Random(5), generated_day(3, 5)
    plan = solve(base, limits=Limits(effort=3), explain=False)
    for _ in range(6):
        _check_one_change(lot, base, plan)


def _check_one_change(lot: random.Random, base: Problem, plan: Plan) -> None:
    steps = int((base.end - base.start) / later(15))
    problem = replace(base, now=base.start + later(15 * lot.randrange(steps)))
    change = _random_change(lot, problem, steps)
    new, told = replan(problem, plan, change, limits=Limits(effort=1))
    facts = {p.activity: p for p in plan.placed if p.start < problem.now}
    changed = apply_changes(problem, (change,))
    assert violations(changed, new.placed, frozenset(facts)) == [], change
    for entry in new.placed:
        if entry.activity in facts:
            assert entry.start == facts[entry.activity].start
    assert not facts.keys() & {m.activity for m in told.moved}


def _random_change(lot: random.Random, problem: Problem, steps: int) -> Change:
    group = lot.choice(problem.groups)
    activity = lot.choice(problem.activities)
    arrives = (group.arrives or problem.start) + later(15 * lot.randint(-4, min(8, steps - 2)))
    latest = problem.end - later(15)
    extra = Activity("extra", 30, group=group.id, requires=problem.activities[0].requires)
    resource = lot.choice(problem.resources).id
    return lot.choice(
        [
            Arrival(group.id, min(max(arrives, problem.start), latest), problem.end),
            Dropped(activity.id),
            Longer(activity.id, 15 * lot.randint(1, min(8, steps - 1))),
            HeadCount(group.id, lot.randint(1, 20)),
            Lost(resource, problem.now),
            Added((extra,)),
        ]
    )


def test_a_loss_that_leaves_something_unmet_is_answered_even_when_the_time_is_over(
    published: Plan,
) -> None:
    losses = Lost("anna"), Lost("bo")
    plan, _told = replan(visit_day(), published, *losses, limits=Limits(seconds=0))
    assert plan.unmet
