"""Making the compiled search ready before any run's clock starts."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from tempfile import gettempdir

from .arrays import empty_state
from .compiling import compile_problem
from .construction import broken_by
from .machine_code import keep_in, preparing
from .plans import Limits
from .search import Search, Share
from .values import Activity, Problem, Requirement, Resource

EVERY = 1.0
"""Seconds between two words to who waits for the machine code."""

_LOCK = threading.Lock()
_done = threading.Event()


def warm(folder: Path | None = None) -> None:
    """Make all machine code, keep it in the folder, and load the exact method.

    For a worker when it starts: on the first time of an installation it takes up to a minute.
    """
    if folder is not None:
        keep_in(folder)
    ready()
    import_module(".levels", __package__)


def ready(waiting: Callable[[], object] | None = None) -> None:
    """Make the machine code of the search, or load what was kept.

    ``waiting`` is called at once and then every second, from another thread. One process compiles,
    others wait for it and then load what it left.
    """
    if _done.is_set():
        return
    with told_meanwhile(waiting), _LOCK, _one_process_at_a_time():
        if not _done.is_set():
            with preparing():
                _rehearse()
            _done.set()


def _rehearse() -> None:
    """Put a tiny problem that cannot be served whole through all that is compiled."""
    start = datetime.fromisoformat("2026-01-01T00:00")
    role = Requirement("who", continuity=True)
    activities = tuple(Activity(name, 1, requires=(role,)) for name in "abcde")
    problem = Problem(start, start + timedelta(minutes=4), 1, activities, (), (Resource("x"),))
    search = Search(compile_problem(problem), Share(Limits(effort=1), 1.0))
    search.construct()
    search.mend(search.state())
    broken_by(search.m, search.state(), 0, empty_state(search.m).total)
    search.eject(0.0, 1)
    search.recreate(0.0, 1)
    search.anneal(0.0, 20)
    search.attend(0.0, 20)


@contextmanager
def told_meanwhile(waiting: Callable[[], object] | None) -> Iterator[None]:
    """Call ``waiting`` now and every second, from another thread, while the block runs."""
    if waiting is None:
        yield
        return
    done = threading.Event()

    def tell() -> None:
        waiting()
        while not done.wait(EVERY):
            waiting()

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


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
