"""The example of the reference page: a sound document that comes out as the page says."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from yingke.engines.planner import Limits, problem_from_json, replan, solve

PAGE = Path(__file__).parents[3] / "docs/reference/planner.md"
LIMITS = Limits(seconds=20)


def test_the_example_is_planned_and_mended_as_told() -> None:
    blocks = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    document, anna = map(json.loads, blocks)
    plan = solve(problem_from_json(document), limits=LIMITS)
    talk, tour = plan.placed
    assert plan.proved
    assert {p.role: p.resource for p in talk.picks} == {"host": "anna", "room": "elm"}
    assert tour.start - talk.end >= timedelta(minutes=15)
    document["resources"][0] = anna
    _, told = replan(problem_from_json(document), plan, limits=LIMITS)
    assert {r.after for r in told.reassigned} == {("bo",)}


def test_buffers_and_the_way_add_up_as_told() -> None:
    """The page's sum: 15 after, 10 before and 20 of way make 60 minutes in grains of 15."""
    block = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
    document = json.loads(block)
    document["travel"][0]["minutes"] = 20
    problem = problem_from_json(document)
    people = [replace(r, after=15, before=10) for r in problem.resources if r.kind == "person"]
    rooms = [r for r in problem.resources if r.kind != "person"]
    one = replace(problem, resources=(people[0], *rooms))
    talk, tour = solve(one, limits=LIMITS).placed
    assert tour.start - talk.end == timedelta(minutes=60)
