"""Access to documents, decided by the domain that owns the object they belong to.

A domain registers in its ``apps.py``, in ``ready()``::

    owners.register("visits.visit", visible=permissions.can_see, changeable=permissions.can_edit)
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from yingke.foundation.journal import Ref

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

Predicate = Callable[["User", int], bool]


class Owner(NamedTuple):
    """Access rules for documents of one kind of object."""

    visible: Predicate
    changeable: Predicate
    url: Callable[[int], str] | None


_owners: dict[str, Owner] = {}


def register(
    kind: str,
    *,
    visible: Predicate,
    changeable: Predicate | None = None,
    url: Callable[[int], str] | None = None,
) -> None:
    """Register the access rules for documents of a kind of object.

    ``visible(user, id)`` allows downloading; ``changeable(user, id)``, or the permission
    "documents.manage", restoring versions; ``url(id)`` returns the page of the object.
    """
    _owners[kind] = Owner(visible, changeable or _deny, url)


def may_see(user: "User", owner: Ref) -> bool:
    """Whether the user may see documents of this owner; False for an unregistered kind."""
    found = _owners.get(owner.kind)
    return found is not None and found.visible(user, owner.id)


def may_change(user: "User", owner: Ref) -> bool:
    """Whether the user may restore versions of this owner's documents."""
    found = _owners.get(owner.kind)
    if found is None or not found.visible(user, owner.id):
        return False
    return user.may("documents.manage") or found.changeable(user, owner.id)


def url_of(owner: Ref) -> str:
    """Return the URL of the owner's page, empty if it has none."""
    found = _owners.get(owner.kind)
    return found.url(owner.id) if found and found.url else ""


def _deny(user: "User", id: int) -> bool:  # noqa: A002
    return False
