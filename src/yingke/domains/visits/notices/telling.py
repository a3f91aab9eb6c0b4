"""Sending notifications to the people of a visit."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.urls import reverse

from yingke.domains.visits.models import Visit
from yingke.foundation.identity.models import User
from yingke.foundation.notifications import services as notifications

OF_ITEMS: Final = frozenset(
    {"visits.invited", "visits.item_moved", "visits.item_removed", "visits.released"}
)
_held: ContextVar[frozenset[str]] = ContextVar("held", default=frozenset())


@contextmanager
def without_notices_of_items() -> Iterator[None]:
    """Within it, services change items without a message for each; the caller tells everyone."""
    token = _held.set(OF_ITEMS)
    try:
        yield
    finally:
        _held.reset(token)


def tell(
    visit: Visit,
    to: Iterable[User | None],
    kind: str,
    occasion: str,
    *,
    url: str = "",
    **params: Any,
) -> int:
    if kind in _held.get():
        return 0
    return notifications.notify(
        to=[user for user in to if user is not None],
        kind=kind,
        params={"visit": f"{visit.number} {visit.account.name} · {visit.title}", **params},
        url=url or reverse("visits:detail", args=[visit.pk]),
        key=f"{kind}:{visit.pk}:{occasion}",
    )


def running(visit: Visit) -> set[User | None]:
    return {visit.coordinator, visit.lead_host}
