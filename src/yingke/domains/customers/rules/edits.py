"""What an edit changes."""

from collections.abc import Mapping
from typing import Any

from yingke.foundation.kernel.errors import RuleViolation


def changed(
    stored: Mapping[str, Any], wanted: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values before and after of the columns that an edit changes, and only those."""
    names = [name for name, value in wanted.items() if stored[name] != value]
    return {name: stored[name] for name in names}, {name: wanted[name] for name in names}


def check_current(*, stored: int, edited: int) -> None:
    """Raise RuleViolation `stale` if somebody saved since the edited version was read."""
    if stored != edited:
        raise RuleViolation("stale", stored=stored, edited=edited)
