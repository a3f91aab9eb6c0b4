"""Functions of the search as they are written and as machine code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest
from numba.core import config
from tests.engines.planner.builders import meetings, random_problem

from yingke.engines.planner import Problem, machine_code
from yingke.engines.planner.arrays import NONE, State, empty_state, readable
from yingke.engines.planner.compiling import compile_problem
from yingke.engines.planner.construction import (
    drop_broken,
    greedy_weights,
    insert_all,
    insertion_order,
    packing_weights,
)
from yingke.engines.planner.days import generated_day
from yingke.engines.planner.kernels import rebuild
from yingke.engines.planner.neighbourhoods import group_numbers
from yingke.engines.planner.readiness import ready

PROBLEMS = [*map(random_problem, range(12)), meetings(1, 8, 4), generated_day(2), generated_day(3)]

ONE_VISIT = """
import sys
from tests.engines.planner.builders import visit_day
from yingke.engines.planner import Limits, Lost, replan, solve

plan = solve(visit_day(), limits=Limits(seconds=20))
mended, _ = replan(visit_day(), plan, Lost("anna"))
print(len(plan.placed), plan.proved, mended.unmet, "numba" in sys.modules)
"""

KEPT_IN = """
import sys
from pathlib import Path
from yingke.engines.planner import keep_in
from yingke.engines.planner.construction import insert_all
from yingke.engines.planner.machine_code import preparing

keep_in(Path(sys.argv[1]))
with preparing():
    print(Path(insert_all.machine.stats.cache_path).parent.parent)
"""


def child(code: str, *words: str | Path) -> str:
    command = [sys.executable, "-c", code, *map(str, words)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout.strip()


@pytest.mark.parametrize("problem", PROBLEMS)
def test_plain_python_and_machine_code_make_the_same_plan(problem: Problem) -> None:
    ready()
    compiled = compile_problem(problem)
    order = insertion_order(compiled.model, group_numbers(compiled))
    for weights in (packing_weights(), greedy_weights()):
        plain, machine = empty_state(compiled.model), empty_state(compiled.model)
        insert_all.function(readable(compiled.model), plain, order, weights)
        insert_all.machine(compiled.model, machine, order, weights)
        same(plain, machine)


def test_plain_python_and_machine_code_find_the_same_broken_rules() -> None:
    ready()
    lot, m = np.random.default_rng(4), compile_problem(generated_day(2)).model
    start = np.array([lot.choice(m.dom[a["dom_from"] : a["dom_to"]]) for a in m.act])
    pick = np.array([lot.integers(s["cand_from"], s["cand_to"]) for s in m.slot])
    states = []
    for side, model in (("function", readable(m)), ("machine", m)):
        st = empty_state(m)
        st.start[:], st.pick[:] = start, pick
        getattr(rebuild, side)(model, st)
        assert st.total[0] > 0
        getattr(drop_broken, side)(model, st, np.arange(len(m.act)))
        states.append(st)
    same(*states)


def same(one: State, other: State) -> None:
    for name in ("start", "total", "load", "busy", "used"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), name)
    there = one.start >= 0
    assert there.any() or (one.start == NONE).all()
    np.testing.assert_array_equal(one.pick, other.pick)


def test_a_problem_of_one_visit_is_planned_and_mended_without_a_compiler() -> None:
    assert child(ONE_VISIT) == "4 True () False"


def test_machine_code_is_kept_in_the_folder_named_and_that_of_older_source_removed(
    tmp_path: Path,
) -> None:
    old = tmp_path / "planner-0123"
    old.mkdir()
    kept = child(KEPT_IN, tmp_path)
    assert kept == str(tmp_path)
    assert not old.exists()


def test_a_function_that_no_folder_can_keep_is_compiled_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One that comes from no file: the compiler finds it no folder, as where none is writable."""
    monkeypatch.setattr(config, "CACHE_DIR", "")
    made: dict[str, Any] = {}
    exec(compile("def double(x):\n    return 2 * x\n", "<nowhere>", "exec"), made)
    double = machine_code._machine(numba, made["double"], kept=True)
    assert double(21) == 42
    assert double.stats.cache_path is None
