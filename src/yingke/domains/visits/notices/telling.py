"""Sending notifications to the people of a visit."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from yingke.domains.visits.models import Visit
from yingke.foundation.identity.models import User
from yingke.foundation.notifications import services as notifications


def tell(
    visit: Visit,
    to: Iterable[User | None],
    kind: str,
    occasion: str,
    *,
    url: str = "",
    **params: Any,
) -> int:
    return notifications.notify(
        to=[user for user in to if user is not None],
        kind=kind,
        params={"visit": f"{visit.number} {visit.account.name} · {visit.title}", **params},
        url=url or reverse("visits:detail", args=[visit.pk]),
        key=f"{kind}:{visit.pk}:{occasion}",
    )


def running(visit: Visit) -> set[User | None]:
    return {visit.coordinator, visit.lead_host}
