"""Paths of the organisation tree: codes from the root, each followed by a slash."""

from __future__ import annotations

from yingke.foundation.kernel.errors import RuleViolation

COMPANY = "company"


def path_of(parent_path: str, code: str) -> str:
    """Return the path of a child of `parent_path`, which is empty for the root."""
    return f"{parent_path}{code}/"


def ancestor_paths(path: str) -> list[str]:
    """Return the paths of a unit and its ancestors, the root first."""
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[:depth]) + "/" for depth in range(1, len(codes) + 1)]


def check_place(*, kind: str, path: str, parent_path: str | None) -> None:
    """Raise RuleViolation unless the unit may have this parent.

    Companies, and only companies, are roots; a unit cannot be its own descendant. `path` is the
    unit's current path, empty for a new one.
    """
    if kind == COMPANY and parent_path is not None:
        raise RuleViolation("company_not_on_top", field="parent")
    if kind != COMPANY and parent_path is None:
        raise RuleViolation("unit_without_parent", field="parent")
    if path and parent_path is not None and parent_path.startswith(path):
        raise RuleViolation("unit_below_itself", field="parent")
