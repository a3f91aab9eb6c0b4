"""Compiled functions: kept on disk where that can be, made anew where it cannot."""

from __future__ import annotations

from typing import Any

import pytest
from numba.core import config

from yingke.engines.planner.arrays import entry


def test_a_function_that_no_folder_can_keep_is_compiled_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One that comes from no file: the compiler finds it no folder, as where none is writable."""
    monkeypatch.setattr(config, "CACHE_DIR", "")
    made: dict[str, Any] = {}
    exec(compile("def double(x):\n    return 2 * x\n", "<nowhere>", "exec"), made)
    double = entry(made["double"])
    assert double(21) == 42
    assert double.stats.cache_path is None
