"""Fields that not every reader of their object sees: one table for all that shows them.

A domain registers in its ``apps.py``, in ``ready()``::

    fields.restrict("visits.visit", "answers", queries.visible_answers)

Pages and the API of the domain call the same function. The journal's pages, histories and webhooks
know no domain and ask `visible_data`.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

# What a reader sees of a field's value; no reader is another system.
Visible = Callable[["User | None", Any], Any]

_table: dict[str, dict[str, Visible]] = {}


def restrict(kind: str, field: str, visible: Visible) -> None:
    """Show of `field`, of objects that the journal calls `kind`, what `visible` returns."""
    _table.setdefault(kind, {})[field] = visible


def restricted() -> list[tuple[str, str]]:
    """Return kind and name of each restricted field."""
    return [(kind, field) for kind, fields in sorted(_table.items()) for field in fields]


def visible_data(reader: "User | None", kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored fields as this reader sees them, also those inside ``before`` and ``after``."""
    found, rules = dict(data), _table.get(kind, {})
    for name in ("before", "after"):
        if isinstance(found.get(name), dict):
            found[name] = _visible(reader, rules, found[name])
    return _visible(reader, rules, found)


def _visible(
    reader: "User | None", rules: Mapping[str, Visible], data: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        name: rules[name](reader, value) if name in rules else value for name, value in data.items()
    }
