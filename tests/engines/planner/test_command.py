"""The command: a plan from a file, a summary, and the sentences about bad input."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest
from tests.engines.planner.builders import at, visit_day, without

from yingke.engines.planner import Activity, Problem, Requirement, plan_from_json, to_json
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


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe{\x00}\x00", "not in UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"grain": ' + b"1" * 5000 + b"}", "digits"),
    ],
)
def test_a_file_that_is_no_document_is_a_sentence(
    content: bytes, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "problem.json"
    path.write_bytes(content)
    assert call(path, "-o", tmp_path / "plan.json") == 2
    assert sentence in capsys.readouterr().err


def test_a_byte_order_mark_is_read_over(problem_file: Path, tmp_path: Path) -> None:
    problem_file.write_bytes(b"\xef\xbb\xbf" + problem_file.read_bytes())
    assert call(problem_file, "-o", tmp_path / "plan.json", "--seconds", "3") == 0


def test_a_missing_folder_is_told_before_the_search(
    problem_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(problem_file, "-o", tmp_path / "none" / "plan.json") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "There is no folder" in err


@pytest.mark.parametrize(
    "words",
    [("--seconds", "-3"), ("--seconds", "nan"), ("--seconds", "inf"), ("--workers", "0")],
)
def test_numbers_that_mean_nothing_are_refused(
    words: tuple[str, str], problem_file: Path, tmp_path: Path
) -> None:
    with pytest.raises(SystemExit) as caught:
        call(problem_file, "-o", tmp_path / "plan.json", *words)
    assert caught.value.code == 2


def test_a_plan_with_a_room_that_is_gone_is_mended(
    problem_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "plan.json", tmp_path / "again.json"
    assert call(problem_file, "-o", first, "--seconds", "3") == 0
    plan = plan_from_json(json.loads(first.read_text(encoding="utf-8")))
    rooms = {pick.resource for p in plan.placed for pick in p.picks if pick.role == "room"}
    gone = "small" if "small" in rooms else "large"
    problem_file.write_text(json.dumps(to_json(without(visit_day(), gone))), encoding="utf-8")
    capsys.readouterr()
    assert call(problem_file, "-o", second, "--keep", first, "--seconds", "3") == 0
    mended = plan_from_json(json.loads(second.read_text(encoding="utf-8")))
    used = {pick.resource for p in mended.placed for pick in p.picks if pick.role == "room"}
    assert gone not in used


def test_long_lists_are_cut_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    role = Requirement("who")
    activities = tuple(Activity(f"a{n}", 60, requires=(role,)) for n in range(50))
    problem = Problem(at("09:00"), at("10:00"), activities=activities)
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(to_json(problem)), encoding="utf-8")
    assert call(path, "-o", tmp_path / "plan.json") == 0
    out = capsys.readouterr().out
    assert sum(line.startswith("unmet: a") for line in out.splitlines()) == 20
    assert "unmet: 30 more, see the plan" in out
    assert "proved best" in out
