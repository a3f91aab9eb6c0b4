"""What this package tells whoever keeps a record of it.

The journal stands above identity and listens here; identity does not know it. The signal is sent
in the transaction of the change, so a listener that fails undoes both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.dispatch import Signal

if TYPE_CHECKING:
    from yingke.foundation.identity.models import OrgUnit, Role, User

# arguments: actor (User or None), fact (Fact)
happened = Signal()


@dataclass(frozen=True)
class Fact:
    """`what` happened to the user, role or unit of that id; `before` and `after` where it changed.

    `before` and `after` hold strings, numbers, truth values, moments and lists of them.
    """

    what: str
    id: int
    name: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def tell(
    actor: User | None,
    what: str,
    about: User | Role | OrgUnit,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Tell the listeners; a change that changes nothing is not told."""
    before, after = before or {}, after or {}
    changed = [name for name in after if before.get(name) != after[name]]
    if before and not changed:
        return
    fact = Fact(
        what=what,
        id=about.pk,
        name=about.name,
        before={name: before[name] for name in changed if name in before},
        after={name: after[name] for name in changed},
    )
    happened.send(sender=type(about), actor=actor, fact=fact)
