"""The JSON form: there and back without loss, and as its schema says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.engines.planner.builders import QUICK, at, random_problem, visit_day

from yingke.engines.planner import (
    Held,
    Lost,
    plan_from_json,
    problem_from_json,
    replan,
    solve,
    to_json,
)
from yingke.engines.planner.days import generated_day
from yingke.engines.planner.schema import plan_schema, problem_schema

REFERENCE = Path(__file__).parents[3] / "docs/reference"


@pytest.mark.parametrize(
    ("name", "schema"),
    [("planner.schema.json", problem_schema()), ("planner-plan.schema.json", plan_schema())],
)
def test_the_documented_schema_is_that_of_the_values(name: str, schema: dict[str, Any]) -> None:
    assert json.loads((REFERENCE / name).read_text(encoding="utf-8")) == schema


@pytest.mark.parametrize("seed", range(20))
def test_a_problem_comes_back_from_json_as_it_was(seed: int) -> None:
    problem = random_problem(seed)
    text = json.dumps(to_json(problem))
    jsonschema.validate(json.loads(text), problem_schema())
    assert problem_from_json(json.loads(text)) == problem


def test_a_held_part_and_seats_by_heads_have_their_words() -> None:
    problem = visit_day()
    held = Held(at("10:00"), {"host": ("bo",)}, fixed=False)
    problem = replace(
        problem,
        now=at("09:00"),
        activities=(
            replace(problem.activities[0], held=held, required=("anna",), preferred=("bo",)),
            *problem.activities[1:],
        ),
    )
    data = json.loads(json.dumps(to_json(problem)))
    jsonschema.validate(data, problem_schema())
    assert data["activities"][0]["attendees"] == {"required": ["anna"], "preferred": ["bo"]}
    assert data["activities"][0]["requires"][1]["seats"] == "heads"
    assert data["activities"][0]["held"]["start"] == "2026-03-02T10:00"
    assert problem_from_json(data) == problem


def test_a_generated_day_is_a_valid_document() -> None:
    jsonschema.validate(json.loads(json.dumps(to_json(generated_day(3)))), problem_schema())


def test_a_plan_comes_back_from_json_as_it_was() -> None:
    plan = solve(visit_day(), limits=QUICK)
    jsonschema.validate(json.loads(json.dumps(to_json(plan))), plan_schema())
    assert plan_from_json(json.loads(json.dumps(to_json(plan)))) == plan
    mended, _ = replan(visit_day(), plan, Lost("anna"), limits=QUICK)
    jsonschema.validate(json.loads(json.dumps(to_json(mended))), plan_schema())
    assert plan_from_json(json.loads(json.dumps(to_json(mended)))) == mended
