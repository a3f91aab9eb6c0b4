"""Candidates of a role: free ones by what they cost, the others with the rule against them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engines.planner.brute import score_of
from tests.engines.planner.builders import at, random_problem, visit_day

from yingke.engines.planner import (
    Cause,
    Limits,
    Pick,
    Plan,
    Problem,
    UnknownNameError,
    judge,
    solve,
)
from yingke.engines.planner.checking import violations
from yingke.engines.planner.plans import Judgement, Placed


def with_pick(plan: Plan, entry: Placed, role: str, name: str | None) -> list[Placed]:
    picks = tuple(p for p in entry.picks if p.role != role)
    picks += () if name is None else (Pick(role, name),)
    return [replace(p, picks=picks) if p is entry else p for p in plan.placed]


def check(problem: Problem, plan: Plan, entry: Placed, role: str, judged: Judgement) -> None:
    """Against the referee of rules and the plain count of scores."""
    changed = with_pick(plan, entry, role, judged.resource)
    assert (judged.rejection is not None) == bool(violations(problem, changed)), judged
    if judged.rejection is None:
        empty = score_of(problem, with_pick(plan, entry, role, None))
        full = score_of(problem, changed)
        assert judged.preference == full.preference - empty.preference
        assert judged.cost == full.cost - empty.cost


@pytest.mark.parametrize("seed", range(60))
def test_what_a_candidate_costs_is_what_the_score_changes_by(seed: int) -> None:
    problem = random_problem(seed)
    plan = solve(problem, limits=Limits(seconds=20), explain=False)
    activities = {a.id: a for a in problem.activities}
    for entry in plan.placed:
        for requirement in activities[entry.activity].requires:
            for judged in judge(problem, plan, entry.activity, requirement.role):
                check(problem, plan, entry, requirement.role, judged)


def test_the_free_come_first_then_the_busy_then_those_who_never_could() -> None:
    hour = at("10:00"), at("11:00")
    plan = Plan(
        (
            Placed("v1-talk", *hour, (Pick("host", "anna"),)),
            Placed("v2-talk", *hour, (Pick("host", "bo"),)),
        )
    )
    judged = judge(visit_day(), plan, "v1-talk", "host")
    assert [(j.resource, j.picked) for j in judged] == [
        ("anna", True),
        ("bo", False),
        ("carl", False),
    ]
    causes = [j.rejection.cause if j.rejection else None for j in judged]
    assert causes == [None, Cause.BUSY, Cause.SKILL]
    assert judged[1].rejection.activity == "v2-talk"
    later = judge(visit_day(), plan, "v1-talk", "host", start=at("11:00"))
    assert [j.resource for j in later if j.rejection is None] == ["anna", "bo"]


def test_who_serves_in_another_role_of_the_activity_is_busy() -> None:
    problem = visit_day()
    activity = replace(
        problem.activities[0],
        requires=(
            *problem.activities[0].requires[:1],
            replace(problem.activities[0].requires[0], role="second"),
        ),
    )
    problem = replace(problem, activities=(activity,))
    plan = Plan((Placed("v1-talk", at("10:00"), at("11:00"), (Pick("second", "anna"),)),))
    judged = {j.resource: j for j in judge(problem, plan, "v1-talk", "host")}
    assert judged["anna"].rejection.detail == "serves in another role of it"
    assert judged["bo"].rejection is None


def test_an_activity_without_a_time_needs_one() -> None:
    with pytest.raises(UnknownNameError):
        judge(visit_day(), Plan(), "v1-talk", "host")
    assert judge(visit_day(), Plan(), "v1-talk", "host", start=at("10:00"))[0].resource == "anna"
