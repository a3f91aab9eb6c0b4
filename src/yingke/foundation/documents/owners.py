"""Who may see and change the documents of what: each domain answers for its own things.

A domain registers in its ``apps.py``, in ``ready()``::

    owners.register("visits.visit", visible=permissions.can_see, changeable=permissions.can_edit)
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from yingke.foundation.journal import Ref

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

Answer = Callable[["User", int], bool]


class Owner(NamedTuple):
    """What a domain says about the documents of one kind of its things."""

    visible: Answer
    changeable: Answer
    url: Callable[[int], str] | None


_owners: dict[str, Owner] = {}


def register(
    kind: str,
    *,
    visible: Answer,
    changeable: Answer | None = None,
    url: Callable[[int], str] | None = None,
) -> None:
    """Let a domain answer for the documents of one kind of thing.

    ``visible(user, id)`` decides who may download; ``changeable(user, id)`` who, beside those with
    "documents.manage", may bring an old version back; ``url(id)`` is the page of the owner.
    """
    _owners[kind] = Owner(visible, changeable or _nobody, url)


def may_see(user: "User", owner: Ref) -> bool:
    """Whether a person may see the documents of this owner; never of one nobody answers for."""
    found = _owners.get(owner.kind)
    return found is not None and found.visible(user, owner.id)


def may_change(user: "User", owner: Ref) -> bool:
    """Whether a person may change the documents of this owner through the page of versions."""
    found = _owners.get(owner.kind)
    if found is None or not found.visible(user, owner.id):
        return False
    return user.may("documents.manage") or found.changeable(user, owner.id)


def url_of(owner: Ref) -> str:
    """Return the owner's page, empty if it has none."""
    found = _owners.get(owner.kind)
    return found.url(owner.id) if found and found.url else ""


def _nobody(user: "User", id: int) -> bool:  # noqa: A002 - the shape of an answer
    return False
