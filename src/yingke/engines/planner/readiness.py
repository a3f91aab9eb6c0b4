"""Making the compiled search ready before any run's clock starts."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import gettempdir

from .arrays import empty_state
from .compiling import compile_problem
from .construction import broken_by
from .plans import Limits
from .search import Search, Share
from .values import Activity, Problem, Requirement, Resource


@lru_cache(maxsize=2)
def ready(*, walks: bool) -> None:
    """Compile the search, or load it from the cache; without ``walks`` only what inserts.

    A tiny problem that cannot be served whole is put through all that is compiled. One process
    compiles, others wait for it and then load what it left.
    """
    start = datetime.fromisoformat("2026-01-01T00:00")
    role = Requirement("who", continuity=True)
    activities = tuple(Activity(name, 1, requires=(role,)) for name in "abcde")
    problem = Problem(start, start + timedelta(minutes=4), 1, activities, (), (Resource("x"),))
    with _one_process_at_a_time():
        search = Search(compile_problem(problem), Share(Limits(effort=1), 1.0))
        search.construct()
        search.mend(search.state())
        broken_by(search.m, search.state(), 0, empty_state(search.m).total)
        if walks:
            search.eject(0.0, 1)
            search.recreate(0.0, 1)
            search.anneal(0.0, 20)
            search.attend(0.0, 20)


@contextmanager
def _one_process_at_a_time() -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    import fcntl

    lock = Path(gettempdir()) / f"yingke-planner-{os.getuid()}.lock"
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
