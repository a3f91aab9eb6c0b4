"""The signal by which identity and policy report changes to the journal, which stands above them.

It is sent in the transaction of the change: a receiver that fails rolls both back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.dispatch import Signal

if TYPE_CHECKING:
    from .changes import Changes

change_made = Signal()  # arguments: actor (User | None), change (Change)


@dataclass(frozen=True)
class Change:
    """A change of the object with this id and name; `kind` is the kind of the journal's event.

    `before` and `after` hold the changed columns: str, int, bool, datetime and lists of them.
    """

    kind: str
    id: int
    name: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def send_change(
    actor: Any,
    kind: str,
    subject: tuple[int, str],
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Send `change_made` with the columns that differ; send nothing if none does.

    `subject` is the id and name of the object. Without `before`, all of `after` is new.
    """
    before, after = before or {}, after or {}
    changed = [key for key in after if key not in before or before[key] != after[key]]
    if before and not changed:
        return
    change = Change(
        kind=kind,
        id=subject[0],
        name=subject[1],
        before={key: before[key] for key in changed if key in before},
        after={key: after[key] for key in changed},
    )
    change_made.send(sender=Change, actor=actor, change=change)


def send_saved(actor: Any, row: Any, done: Changes, *, added: str, changed: str) -> None:
    """Send `change_made` for a row with a name that was added or changed; nothing if neither."""
    if done.is_new or done.after:
        kind = added if done.is_new else changed
        change = Change(kind, row.pk, row.name, before=done.before, after=done.after)
        change_made.send(sender=Change, actor=actor, change=change)
