"""What bookings are for, as the packages above know it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from yingke.foundation.kernel.registry import Registry

if TYPE_CHECKING:
    from yingke.domains.resources.models import Booking
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Use:
    """What the bookings of a package above are for.

    `visible(user)` is a query of the ids of bookings that a person may know because of it, and
    `may_change(user, booking_id)` says who else may move or cancel one. A booking and what it is
    for keep the same time: `move(actor, booking, starts_at, ends_at)` moves what it is for, and the
    booking with it, and answers True; False for a booking of something else. It may refuse with a
    RuleViolation. `released(actor, booking)` hears that a booking was cancelled.
    """

    code: str
    visible: Callable[[User], QuerySet[Any, Any]]
    may_change: Callable[[User, int], bool]
    move: Callable[[User, Booking, datetime, datetime], bool]
    released: Callable[[User, Booking], None]


uses: Registry[Use] = Registry()
