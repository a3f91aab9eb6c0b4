"""Paths of the organisation tree: codes from the top down, each followed by a slash."""

from __future__ import annotations

from yingke.foundation.kernel.errors import RuleViolation

COMPANY = "company"


def path_of(parent_path: str, code: str) -> str:
    """The path of a unit directly below `parent_path`, which is empty for the top."""
    return f"{parent_path}{code}/"


def paths_above(path: str) -> list[str]:
    """The paths of a unit and of all it belongs to, the top first."""
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[:depth]) + "/" for depth in range(1, len(codes) + 1)]


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
