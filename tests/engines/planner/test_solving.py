"""Plans: exact against brute force, sound, repeatable, and always an answer."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from tests.engines.planner.brute import best_score
from tests.engines.planner.builders import (
    QUICK,
    at,
    later,
    meetings,
    random_problem,
    visit_day,
    without,
)

from yingke.engines.planner import (
    Activity,
    Candidate,
    Cause,
    Group,
    Held,
    Limits,
    Plan,
    Preferences,
    Problem,
    Progress,
    Relaxation,
    Requirement,
    Resource,
    Score,
    Unmet,
    solve,
)
from yingke.engines.planner.arrays import empty_state
from yingke.engines.planner.bounds import lower_bound
from yingke.engines.planner.checking import picks_by_role, violations
from yingke.engines.planner.compiling import compile_problem
from yingke.engines.planner.days import generated_day
from yingke.engines.planner.effort import Effort, Found
from yingke.engines.planner.levels import solve_free
from yingke.engines.planner.plans import PREPARING

FREE = Preferences(0, 0, 0, 0, 0)


@pytest.mark.parametrize("batch", range(10))
def test_a_small_problem_is_solved_to_the_optimum_that_brute_force_finds(batch: int) -> None:
    for seed in range(batch * 20, batch * 20 + 20):
        problem = random_problem(seed)
        plan = solve(problem, limits=Limits(seconds=20), explain=False)
        assert plan.proved, seed
        assert violations(problem, plan.placed) == [], seed
        assert plan.score == best_score(problem), seed


def test_two_visits_are_served_with_one_host_each() -> None:
    plan = solve(visit_day(), limits=QUICK)
    hosts = {
        (p.activity[:2], pick.resource)
        for p in plan.placed
        for pick in p.picks
        if pick.role == "host"
    }
    assert plan.unmet == ()
    assert violations(visit_day(), plan.placed) == []
    assert len(hosts) == 2


def test_the_same_seed_and_effort_give_the_same_plan() -> None:
    day = generated_day(3)
    first, second = (solve(day, limits=Limits(effort=3, seed=7)) for _ in range(2))
    assert replace(first, seconds=0.0) == replace(second, seconds=0.0)


def test_a_generated_day_breaks_no_rule() -> None:
    day = generated_day(6)
    plan = solve(day, limits=Limits(effort=2), explain=False)
    assert violations(day, plan.placed) == []
    assert {p.activity for p in plan.placed} | {u.activity for u in plan.unmet} == {
        a.id for a in day.activities
    }


def test_two_workers_plan_a_day_without_breaking_a_rule() -> None:
    day = generated_day(6)
    plan = solve(day, limits=Limits(seconds=0.5, workers=2), explain=False)
    assert violations(day, plan.placed) == []
    assert plan.unmet == ()


def test_what_cannot_be_served_is_unmet_with_the_cheapest_way_out() -> None:
    plan = solve(without(visit_day(), "carl"), limits=QUICK)
    assert {u.activity for u in plan.unmet} == {"v1-talk", "v2-talk"}
    assert {u.cost for u in plan.unmet} == {500, 400}
    assert plan.unmet[0].relaxations[0].kind == "resource"
    assert plan.unmet[0].relaxations[0].role == "voice"


def test_a_room_that_is_too_small_is_offered_as_a_relaxation() -> None:
    plan = solve(without(visit_day(), "large"), limits=QUICK)
    way = plan.unmet[0].relaxations[0]
    assert (plan.unmet[0].activity, way.kind, way.resource) == ("v1-talk", "too_small", "small")


def test_an_hour_outside_the_window_is_offered_as_a_relaxation() -> None:
    problem = Problem(
        start=at("09:00"),
        end=at("12:00"),
        activities=(
            Activity("one", 60, windows=((at("09:00"), at("10:00")),), requires=(_any(),)),
            Activity("two", 60, windows=((at("09:00"), at("10:00")),), requires=(_any(),)),
        ),
        resources=(Resource("anna"),),
    )
    unmet = solve(problem, limits=QUICK).unmet[0]
    kinds = {way.kind: way for way in unmet.relaxations}
    assert kinds["time"].start == at("10:00")
    assert kinds["time"].cost == 60


def test_an_hour_at_which_two_roles_would_need_one_person_is_no_way_out() -> None:
    """Anna alone is free at ten, and the talk needs two people."""
    roles = (Requirement("host"), Requirement("voice"))
    nine = (at("09:00"), at("10:00"))
    problem = Problem(
        start=at("09:00"),
        end=at("11:00"),
        activities=(Activity("talk", 60, windows=(nine,), requires=roles),),
        resources=(Resource("anna"), Resource("bo", busy=((at("09:00"), at("11:00")),))),
    )
    ways = solve(problem, limits=QUICK).unmet[0].relaxations
    assert [(way.kind, way.role) for way in ways] == [("resource", "voice")]


def test_an_hour_at_which_a_day_would_be_too_long_is_no_way_out() -> None:
    nine = (at("09:00"), at("10:00"))
    people = (Resource("anna", max_load=60),)
    activities = tuple(Activity(n, 60, windows=(nine,), requires=(_any(),)) for n in ("one", "two"))
    problem = Problem(at("09:00"), at("12:00"), activities=activities, resources=people)
    ways = solve(problem, limits=QUICK).unmet[0].relaxations
    assert {way.kind for way in ways} == {"resource", "taken"}


def test_placing_others_anew_is_no_way_out_where_the_role_stays_open_all_the_same() -> None:
    """Carl may interpret for two hours, and both talks need him for two."""
    voice = Requirement("voice", skills={"interpreter": 1}, optional=True)
    talks = tuple(
        Activity(name, 120, group="v", windows=((at(start), at("15:00")),), requires=(voice,))
        for name, start in (("morning", "09:00"), ("noon", "11:00"))
    )
    problem = Problem(
        at("09:00"),
        at("15:00"),
        activities=talks,
        groups=(Group("v", arrives=at("09:00"), leaves=at("15:00")),),
        resources=(Resource("carl", skills={"interpreter": 1}, max_load=120),),
        skills=("interpreter",),
    )
    (unmet,) = solve(problem, limits=QUICK).unmet
    assert unmet.role == "voice"
    assert "rearrange" not in {way.kind for way in unmet.relaxations}


@pytest.mark.parametrize("seed", range(12))
def test_each_way_out_of_a_tight_day_can_be_gone(seed: int) -> None:
    """A way that asks for another hour or for one more is put into the problem and planned."""
    day = generated_day(2, seed, load=1.0)
    gone = random.Random(seed).sample([r.id for r in day.resources], 3)
    plan = solve(without(day, *gone), limits=Limits(effort=1))
    for unmet in plan.unmet:
        for way in unmet.relaxations:
            assert can_be_gone(without(day, *gone), plan, unmet, way), way


def can_be_gone(problem: Problem, plan: Plan, unmet: Unmet, way: Relaxation) -> bool:
    if way.kind not in {"time", "resource"} or unmet.role:
        return True
    end = way.start + later(next(a.duration for a in problem.activities if a.id == unmet.activity))
    placed = {p.activity: p for p in plan.placed}
    activities = []
    for activity in problem.activities:
        if activity.id == unmet.activity:
            activities.append(replace(activity, windows=((way.start, end),)))
        elif activity.id in placed:
            held = Held(placed[activity.id].start, picks_by_role(placed[activity.id]))
            free = way.rearranged and activity.group == unmet.activity.split("-")[0]
            activities.append(replace(activity, held=None if free else held))
    names = {a.id for a in activities}
    activities = [
        replace(a, after=tuple(o for o in a.after if o.activity in names)) for a in activities
    ]
    wanted = next(a for a in activities if a.id == unmet.activity)
    role = next((r for r in wanted.requires if r.role == way.role), Requirement(""))
    helpers = tuple(
        Resource(
            f"helper {n}",
            role.kind,
            skills=role.skills,
            languages=role.languages,
            certificates=dict.fromkeys(role.certificates, end.date()),
            kit=role.kit,
            seats=99,
            site=role.site,
        )
        for n in range(way.lacking)
    )
    eased = replace(problem, activities=tuple(activities), resources=problem.resources + helpers)
    groups = tuple(replace(g, arrives=None, leaves=None) for g in problem.groups)
    again = solve(replace(eased, groups=groups), limits=Limits(seconds=10), explain=False)
    return again.unmet == ()


def test_an_optional_role_stays_empty_at_its_cost() -> None:
    role = Requirement("voice", languages=("ja",), optional=True, unmet_cost=7)
    problem = Problem(at("09:00"), at("10:00"), activities=(Activity("a", 30, requires=(role,)),))
    plan = solve(problem, limits=QUICK)
    assert plan.placed[0].missing == ("voice",)
    assert plan.score == Score(7, 0, 0, 0)
    assert plan.unmet[0].role == "voice"


def _any() -> Requirement:
    return Requirement("who")


def test_each_rejected_candidate_is_told_the_rule_against_it() -> None:
    requirement = Requirement(
        "guide", skills={"guide": 2}, certificates=("laser",), languages=("en",)
    )
    able = {"skills": {"guide": 2}, "languages": ("en",)}
    soon, past = at("09:00").date(), at("09:00").date() - later(1440 * 2)
    people = (
        Resource("fit", certificates={"laser": soon}, **able),
        Resource("junior", skills={"guide": 1}),
        Resource("expired", certificates={"laser": past}, **able),
        Resource("untrained", **able),
        Resource("mute", skills={"guide": 2}, certificates={"laser": soon}),
        Resource("away", certificates={"laser": soon}, busy=((at("09:00"), at("09:30")),), **able),
    )
    activity = Activity("tour", 60, requires=(requirement,))
    problem = Problem(at("09:00"), at("10:00"), activities=(activity,), resources=people)
    pick = solve(problem, limits=QUICK).placed[0].picks[0]
    assert pick.resource == "fit"
    assert pick.reason == "the only candidate who is free"
    assert {r.resource: r.cause for r in pick.rejected} == {
        "junior": Cause.LEVEL,
        "expired": Cause.EXPIRED,
        "untrained": Cause.CERTIFICATE,
        "mute": Cause.LANGUAGE,
        "away": Cause.AWAY,
    }


def test_a_busy_candidate_is_rejected_for_the_activity_he_is_busy_with() -> None:
    problem = Problem(
        at("09:00"),
        at("10:00"),
        activities=tuple(Activity(n, 60, requires=(_any(),)) for n in ("one", "two")),
        resources=(Resource("anna"), Resource("bo")),
    )
    plan = solve(problem, limits=QUICK)
    rejection = plan.placed[0].picks[0].rejected[0]
    assert (rejection.cause, rejection.activity) == (Cause.BUSY, "two")


def test_a_fixed_part_stays_where_it_is() -> None:
    problem = visit_day()
    held = Held(at("10:00"), {"host": ("bo",), "room": ("large",)})
    first = replace(problem.activities[0], held=held)
    problem = replace(problem, activities=(first, *problem.activities[1:]))
    plan = solve(problem, limits=QUICK)
    entry = plan.placed[0]
    assert entry.start == at("10:00")
    assert {p.role: p.resource for p in entry.picks} == {
        "host": "bo",
        "room": "large",
        "voice": "carl",
    }


def test_days_that_share_nothing_are_solved_apart_with_the_same_result() -> None:
    one = visit_day()
    moved = later(1440)
    second = replace(
        one.activities[0],
        id="next",
        group="",
        requires=(_any(),),
        windows=((at("09:00") + moved, at("17:00") + moved),),
    )
    first = [replace(a, windows=((at("09:00"), at("17:00")),)) for a in one.activities]
    problem = replace(one, end=one.end + moved, activities=(*first, second))
    here = solve(problem, limits=QUICK)
    with ThreadPoolExecutor(2) as pool:
        there = solve(problem, limits=QUICK, executor=pool)
    assert replace(here, seconds=0.0) == replace(there, seconds=0.0)
    assert len(here.placed) == 5


def test_a_run_reports_progress_and_stops_when_told() -> None:
    heard: list[str] = []

    def listen(progress: Progress) -> bool:
        if progress.phase != PREPARING:
            heard.append(progress.phase)
        return len(heard) < 3

    plan = solve(generated_day(12), limits=Limits(seconds=30), listener=listen, explain=False)
    assert heard[0] == "construction"
    assert plan.seconds < 15
    assert plan.placed


def test_nothing_to_do_is_a_plan() -> None:
    plan = solve(Problem(at("09:00"), at("10:00")))
    assert (plan.placed, plan.score, plan.proved) == ((), Score(), True)


def test_a_plan_that_meets_its_bound_is_proved_and_ends_the_search() -> None:
    """Forty activities: too many for the exact method to begin with, nothing to wish for."""
    role = Requirement("who", candidates=(Candidate("p0", 5), Candidate("p1", 3)))
    activities = tuple(Activity(f"a{n}", 15, requires=(role,)) for n in range(40))
    people = (Resource("p0"), Resource("p1", cost=1))
    problem = Problem(
        at("08:00"), at("18:00"), activities=activities, resources=people, preferences=FREE
    )
    plan = solve(problem, limits=Limits(seconds=20), explain=False)
    assert (plan.proved, plan.bound) == (True, Score(cost=40 * 4))
    assert plan.seconds < 5


@pytest.mark.parametrize("seed", range(40))
def test_the_first_bound_is_never_above_the_best_plan(seed: int) -> None:
    problem = random_problem(seed)
    bound = lower_bound(compile_problem(problem).model)
    assert bound <= solve(problem, limits=Limits(seconds=20), explain=False).score


def test_the_plan_so_far_can_be_asked_for_with_each_progress() -> None:
    """Two parts: the one that is solved and the one at work are in it."""
    one = visit_day()
    moved = later(1440)
    second = replace(
        one.activities[1],
        id="next",
        after=(),
        group="",
        windows=((one.start + moved, one.end + moved),),
    )
    first = [replace(a, windows=((one.start, one.end),)) for a in one.activities]
    problem = replace(one, end=one.end + moved, activities=(*first, second))
    met: list[tuple[int, Plan]] = []

    def listen(progress: Progress) -> None:
        if progress.plan is not None:
            met.append((progress.score.unmet, progress.plan()))

    plan = solve(problem, limits=QUICK, listener=listen)
    assert all(not violations(problem, so_far.placed) for _, so_far in met)
    assert all(unmet == so_far.score.unmet for unmet, so_far in met)
    assert [p.start for p in met[-1][1].placed] == [p.start for p in plan.placed]
    assert {len(so_far.placed) for _, so_far in met} == {4, 5}


def test_each_better_plan_is_told_while_the_exact_method_is_at_work() -> None:
    problem = meetings(3, 9, 6)
    compiled = compile_problem(problem)
    nothing, free = empty_state(compiled.model), list(range(len(problem.activities)))
    met: list[Found] = []
    best = solve_free(compiled, nothing, nothing, free, Effort(20.0), met=met.append)
    assert best is not None
    assert (met[-1].start, met[-1].pick) == (best.start, best.pick)
