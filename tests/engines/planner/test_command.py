"""The command: a plan from a file, a summary, and the sentences about bad input."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest
from tests.engines.planner.builders import visit_day

from yingke.engines.planner import plan_from_json, to_json
from yingke.engines.planner.command import add_arguments, run


def call(*words: str | Path) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args([str(word) for word in words]))


@pytest.fixture
def problem_file(tmp_path: Path) -> Path:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(to_json(visit_day())), encoding="utf-8")
    return path


def test_a_problem_becomes_a_plan_and_a_plan_is_kept(
    problem_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "plan.json", tmp_path / "again.json"
    assert call(problem_file, "-o", first, "--seconds", "3") == 0
    assert "4 activities placed" in capsys.readouterr().out
    assert call(problem_file, "-o", second, "--keep", first, "--seconds", "3") == 0
    kept = plan_from_json(json.loads(second.read_text(encoding="utf-8")))
    plan = plan_from_json(json.loads(first.read_text(encoding="utf-8")))
    assert [p.start for p in kept.placed] == [p.start for p in plan.placed]
    assert "to be told" not in capsys.readouterr().out


def test_bad_input_is_told_with_its_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = to_json(visit_day())
    data["activities"][0]["duration"] = 0
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert call(path, "-o", tmp_path / "plan.json") == 2
    assert "$.activities[0].duration: The duration must be at least 1" in capsys.readouterr().err
    assert not (tmp_path / "plan.json").exists()


def test_a_missing_or_broken_file_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(tmp_path / "none.json", "-o", tmp_path / "plan.json") == 2
    assert "No such file" in capsys.readouterr().err
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    assert call(broken, "-o", tmp_path / "plan.json") == 2
    assert "line 1" in capsys.readouterr().err
