"""Functions of the search that run as they are written, or as machine code.

``kernel`` marks a function that other marked ones call, ``entry`` one that Python calls. Nothing is
compiled on import: until ``prepare`` and a first call within ``preparing`` have made the machine
code, an entry runs as plain Python. Both give the same numbers, some hundred times apart in speed.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import update_wrapper
from pathlib import Path
from types import FunctionType
from typing import Any, TypeVar, cast

from .arrays import is_readable, readable

F = TypeVar("F", bound=Callable[..., Any])

PREFIX = "planner-"
_SOURCES: list[FunctionType] = []
_ENTRIES: list[Entry] = []
_PREPARING: ContextVar[bool] = ContextVar("_PREPARING", default=False)
_folder: Path | None = None
_machines: dict[FunctionType, Any] = {}


def kernel(function: F) -> F:
    """Mark a function of the search; all whole numbers in it are of 64 bits."""
    _SOURCES.append(cast(FunctionType, function))
    return function


def entry(function: F) -> F:
    """Mark a function that Python calls; its machine code is kept on disk with all it calls."""
    made = Entry(cast(FunctionType, kernel(function)))
    _ENTRIES.append(made)
    return cast(F, made)


class Entry:
    """A function with its machine code, once that is made."""

    def __init__(self, function: FunctionType) -> None:
        self.function = function
        self.machine: Any = None
        self.ready = False
        update_wrapper(self, function)

    def __call__(self, *args: Any) -> Any:
        """``args`` begin with a model; one that is made readable goes on in plain Python."""
        made = self.ready or (self.machine is not None and _PREPARING.get())
        if made and not is_readable(args[0]):
            return self.machine(*args)
        return self.function(readable(args[0]), *args[1:])


def keep_in(folder: Path) -> None:
    """Name the folder that keeps the machine code, before any is made in this process.

    Without it, it is the one that ``NUMBA_CACHE_DIR`` names, else beside the source, else the
    user's own; where none can be written to, the machine code lives as long as the process.
    """
    global _folder  # noqa: PLW0603  # one folder for each process, as there is one compiler
    _folder = folder


@contextmanager
def preparing() -> Iterator[None]:
    """Calls of entries within make their machine code, or load it; then it is used everywhere."""
    if not any(entry.machine for entry in _ENTRIES):
        _make()
    token = _PREPARING.set(True)
    try:
        yield
    finally:
        _PREPARING.reset(token)
        for made in _ENTRIES:
            made.ready = bool(made.machine.signatures)


def _make() -> None:
    """Give each marked function a compiler of its own; what they call of each other, too."""
    import numba

    if _folder is not None:
        numba.config.CACHE_DIR = str(_own_folder(_folder))  # type: ignore[attr-defined]
    spaces = {source.__module__: dict(source.__globals__) for source in _SOURCES}
    entries = {made.function for made in _ENTRIES}
    for source in _SOURCES:
        copied = _copied(source, spaces[source.__module__])
        _machines[source] = _machine(numba, copied, kept=source in entries)
    for space in spaces.values():
        for name, value in space.items():
            source = value.function if isinstance(value, Entry) else value
            if isinstance(source, FunctionType) and source in _machines:
                space[name] = _machines[source]
    for made in _ENTRIES:
        made.machine = _machines[made.function]


def versions_of(function: Callable[..., Any]) -> int:
    """How many versions of machine code a marked function has, one for each kind of arguments."""
    source = function.function if isinstance(function, Entry) else cast(FunctionType, function)
    return len(_machines[source].overloads)


def _own_folder(folder: Path) -> Path:
    """The folder of this version of the source; those of other versions are removed."""
    files = sorted({Path(source.__code__.co_filename) for source in _SOURCES})
    content = b"".join(file.read_bytes() for file in [Path(__file__), *files])
    mine = folder / f"{PREFIX}{hashlib.sha256(content).hexdigest()[:16]}"
    for other in folder.glob(f"{PREFIX}*"):
        if other != mine:
            shutil.rmtree(other, ignore_errors=True)
    return mine


def _copied(source: FunctionType, space: dict[str, Any]) -> FunctionType:
    copied = FunctionType(source.__code__, space, source.__name__, source.__defaults__)
    copied.__qualname__, copied.__module__ = source.__qualname__, source.__module__
    copied.__annotations__ = source.__annotations__
    return copied


def _machine(numba: Any, function: FunctionType, *, kept: bool) -> Any:
    """Machine code free of the interpreter's lock, without counting of references."""
    options = {"nogil": True, "_nrt": False, "no_cfunc_wrapper": True}
    if not kept:
        made = numba.njit(no_cpython_wrapper=True, **options)(function)
    else:
        try:
            made = numba.njit(cache=True, **options)(function)
        except RuntimeError:  # no folder can be written to
            made = numba.njit(**options)(function)
    template = made.get_call_template

    def without_literals(args: tuple[Any, ...], kws: dict[str, Any]) -> Any:
        """A number written in the caller is a number like any other, not a version of its own."""
        return template(tuple(numba.types.unliteral(arg) for arg in args), kws)

    made.get_call_template = without_literals
    return made
