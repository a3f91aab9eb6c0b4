"""What the packages below the journal tell whoever keeps a record of it.

The journal stands above identity and policy and listens here; they do not know it. The signal is
sent in the transaction of the change, so a listener that fails undoes both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.dispatch import Signal

if TYPE_CHECKING:
    from .changes import Changes

# arguments: actor (a user or None), fact (Fact)
happened = Signal()


@dataclass(frozen=True)
class Fact:
    """`kind` happened to the thing of that id and name; `before` and `after` where it changed.

    `before` and `after` hold strings, numbers, truth values, moments and lists of them.
    """

    kind: str
    id: int
    name: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def tell(
    actor: Any,
    kind: str,
    about: tuple[int, str],
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Tell the listeners about the thing of that id and name; no change is not told."""
    before, after = before or {}, after or {}
    changed = [key for key in after if key not in before or before[key] != after[key]]
    if before and not changed:
        return
    fact = Fact(
        kind=kind,
        id=about[0],
        name=about[1],
        before={key: before[key] for key in changed if key in before},
        after={key: after[key] for key in changed},
    )
    happened.send(sender=Fact, actor=actor, fact=fact)


def tell_saved(actor: Any, row: Any, done: Changes, *, added: str, changed: str) -> None:
    """Tell that a row with a name was added or changed; no change is not told."""
    if done.is_new or done.after:
        kind = added if done.is_new else changed
        fact = Fact(kind=kind, id=row.pk, name=row.name, before=done.before, after=done.after)
        happened.send(sender=Fact, actor=actor, fact=fact)
