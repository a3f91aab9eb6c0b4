"""Bad input: everything wrong is told at once, with its JSON path and a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engines.planner.builders import at, visit_day

from yingke.engines.planner import (
    Activity,
    Held,
    Issue,
    Limits,
    Order,
    Problem,
    ProblemError,
    Requirement,
    Resource,
    problem_from_json,
    solve,
    to_json,
)
from yingke.engines.planner.issues import counted
from yingke.engines.planner.validation import issues_of


def paths(problem: Problem) -> set[str]:
    return {issue.path for issue in issues_of(problem)}


def test_a_sound_problem_has_no_issue() -> None:
    assert issues_of(visit_day()) == []


def test_all_issues_are_told_at_once() -> None:
    role = Requirement("who", skills={"magic": 1})
    problem = Problem(
        at("09:00"),
        at("12:00"),
        activities=(
            Activity("a", 60, windows=((at("11:00"), at("10:00")),), requires=(role,)),
            Activity("a", 0, group="nowhere", required=("nobody",)),
        ),
        resources=(Resource("r", units=0),),
    )
    assert paths(problem) == {
        "$.activities[0].windows[0]",
        "$.activities[0].requires[0].skills.magic",
        "$.activities[1].id",
        "$.activities[1].duration",
        "$.activities[1].group",
        "$.activities[1].attendees.required[0]",
        "$.resources[0].units",
    }
    with pytest.raises(ProblemError) as caught:
        solve(problem)
    assert len(caught.value.issues) == 7


def test_an_order_that_comes_back_to_its_start_is_named() -> None:
    activities = (
        Activity("a", 15, after=(Order("c"),)),
        Activity("b", 15, after=(Order("a"),)),
        Activity("c", 15, after=(Order("b"),)),
    )
    issues = issues_of(Problem(at("09:00"), at("12:00"), activities=activities))
    assert [issue.path for issue in issues] == ["$.activities[0].after"]
    assert issues[0].text == "The order is a circle: a → b → c → a."


def test_each_of_two_circles_is_named_and_what_only_follows_them_is_not() -> None:
    after = {"a": "b", "b": "a", "c": "a", "d": "c", "e": "d", "f": "e", "g": "f", "h": "i"}
    after |= {"i": "h", "j": "i"}
    activities = tuple(Activity(name, 15, after=(Order(first),)) for name, first in after.items())
    issues = issues_of(Problem(at("09:00"), at("12:00"), activities=activities))
    assert [issue.text for issue in issues] == [
        "The order is a circle: a → b → a.",
        "The order is a circle: h → i → h.",
    ]


def test_a_window_without_room_is_left_out_with_a_warning() -> None:
    narrow, wide = (at("09:00"), at("09:15")), (at("10:05"), at("11:05"))
    activity = Activity("talk", 30, windows=(narrow, wide))
    plan = solve(Problem(at("09:00"), at("12:00"), activities=(activity,)))
    assert plan.placed[0].start == at("10:15")
    assert [text.split(": ")[0] for text in plan.warnings] == ["$.activities[0].windows[0]"]


def test_an_activity_longer_than_each_of_its_windows_is_one_issue() -> None:
    windows = tuple((at(f"{hour}:00"), at(f"{hour}:15")) for hour in (10, 11))
    activity = Activity("talk", 30, windows=windows)
    assert paths(Problem(at("09:00"), at("12:00"), activities=(activity,))) == {
        "$.activities[0].windows"
    }


def test_issues_of_one_kind_are_told_five_times_and_then_counted() -> None:
    activities = tuple(Activity(f"a{n}", 0, group="none") for n in range(300))
    issues = issues_of(Problem(at("09:00"), at("12:00"), activities=activities))
    assert len(issues) == 600
    lines = counted(issues)
    assert len(lines) == 12
    assert "$.activities[*].duration: 295 more like these." in lines
    assert str(ProblemError(issues)) == "\n".join(lines)


def test_issues_of_many_kinds_end_after_forty_lines() -> None:
    assert counted(Issue(f"$.k{n}", "Wrong.") for n in range(100))[40:] == [
        "60 more lines are left out."
    ]


@pytest.mark.parametrize(
    "limits",
    [
        {"seconds": -1.0},
        {"seconds": float("nan")},
        {"seconds": float("inf")},
        {"effort": 0},
        {"workers": 0},
        {"seed": -1},
    ],
)
def test_limits_that_mean_nothing_are_refused(limits: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(limits))):
        Limits(**limits)


def test_two_fixed_activities_in_one_room_are_an_issue() -> None:
    problem = visit_day()
    held = Held(at("10:00"), {"room": ("large",)})
    first, second = problem.activities[0], problem.activities[2]
    activities = (
        replace(first, held=held),
        problem.activities[1],
        replace(second, held=held),
        problem.activities[3],
    )
    issues = issues_of(replace(problem, activities=activities))
    assert [issue.path for issue in issues] == ["$.activities[2].held"]
    assert "large is needed at both" in issues[0].text


def test_a_confirmed_part_that_breaks_a_rule_is_an_issue() -> None:
    problem = visit_day()
    held = Held(at("10:00"), {"room": ("small",)}, fixed=False)
    activities = (replace(problem.activities[0], held=held), *problem.activities[1:])
    issues = issues_of(replace(problem, activities=activities))
    assert [issue.path for issue in issues] == ["$.activities[0].held"]


def test_a_start_off_the_grid_is_an_issue() -> None:
    problem = visit_day()
    activities = (replace(problem.activities[1], held=Held(at("10:07"))), *problem.activities[2:])
    assert "$.activities[0].held.start" in paths(replace(problem, activities=activities))


def test_a_horizon_that_ends_before_it_starts_is_an_issue() -> None:
    assert paths(Problem(at("12:00"), at("09:00"))) == {"$.end"}


def test_moments_with_and_without_offset_do_not_mix() -> None:
    problem = replace(visit_day(), now=at("09:00").astimezone())
    assert paths(problem) == {"$.now"}


def test_json_of_the_wrong_shape_is_told_with_its_paths() -> None:
    data = to_json(visit_day())
    data["activities"][0]["duration"] = "long"
    data["activities"][1]["colour"] = "red"
    data["resources"][0]["id"] = 7
    del data["groups"][0]["id"]
    data["start"] = "soon"
    with pytest.raises(ProblemError) as caught:
        problem_from_json(data)
    assert {issue.path for issue in caught.value.issues} == {
        "$.activities[0].duration",
        "$.activities[1].colour",
        "$.resources[0].id",
        "$.groups[0].id",
        "$.start",
    }


def test_another_format_or_version_is_refused() -> None:
    with pytest.raises(ProblemError) as caught:
        problem_from_json({"format": "other", "version": 9, "start": "2026-03-02T09:00"})
    assert {issue.path for issue in caught.value.issues} == {"$.format", "$.version", "$.end"}
