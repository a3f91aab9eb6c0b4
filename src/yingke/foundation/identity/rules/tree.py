"""Paths of the organisation tree: codes from the top down, each followed by a slash."""

from __future__ import annotations

from yingke.foundation.kernel.errors import RuleViolation

COMPANY = "company"


def path_of(parent_path: str, code: str) -> str:
    """The path of a unit directly below `parent_path`, which is empty for the top."""
    return f"{parent_path}{code}/"


def moved_path(path: str, *, old: str, new: str) -> str:
    """The path of a unit at or below `old` after that branch of the tree became `new`."""
    if not path.startswith(old):
        raise ValueError(f"{path} is not below {old}")
    return new + path.removeprefix(old)


def check_place(*, kind: str, path: str, parent_path: str | None) -> None:
    """Refuse a place in the tree that makes no sense.

    A company stands at the top and nothing else does; a unit cannot stand below itself. `path` is
    the unit's path so far, empty when it is new.
    """
    if kind == COMPANY and parent_path is not None:
        raise RuleViolation("company_not_on_top", field="parent")
    if kind != COMPANY and parent_path is None:
        raise RuleViolation("unit_without_parent", field="parent")
    if path and parent_path is not None and parent_path.startswith(path):
        raise RuleViolation("unit_below_itself", field="parent")
