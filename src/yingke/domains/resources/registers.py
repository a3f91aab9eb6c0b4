"""Registers of the resources package: what bookings are for, as packages above know it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from yingke.foundation.kernel.registry import Registry

if TYPE_CHECKING:
    from yingke.domains.resources.models import Booking
    from yingke.foundation.identity.models import Site, User


@dataclass(frozen=True)
class Purpose:
    """What a booking is for: its page ("" if the reader may not open it), owner and people."""

    title: str
    url: str
    owner: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Need:
    """What a booking serves: equal keys are one need, which must seat `heads` people.

    `title` and `url` are those of its page, for readers who may see the booking.
    """

    key: Hashable
    heads: int
    title: str
    url: str


@dataclass(frozen=True)
class Use:
    """What the bookings of a package above are for.

    - `visible(user)`: a query of the ids of bookings that a user may see because of it.
    - `may_change(user, booking_id)`: whether it lets the user move or cancel one.
    - `purpose(user, booking)`: what a booking is for; None for a booking of something else.
    - `move(actor, booking, starts_at, ends_at)` moves what a booking is for, since both keep the
      same time, or raises a RuleViolation; the booking itself is moved afterwards.
    - `changed(actor, booking)` is called after a booking was moved, cancelled or released (by
      nobody: the actor is None).
    - `needs(booking_ids)` maps bookings to the need that they serve, in one query.
    - `awaited(booking_ids)`: those whose people are still expected, however late: not a no-show.
    - `remember(booking)`: what else a move changes, as JSON; `restore(actor, booking, remembered)`
      writes it back after the booking has been moved back.
    """

    code: str
    visible: Callable[[User], QuerySet[Any, Any]]
    may_change: Callable[[User, int], bool]
    purpose: Callable[[User, Booking], Purpose | None]
    move: Callable[[User, Booking, datetime, datetime], None]
    changed: Callable[[User | None, Booking], None]
    needs: Callable[[Collection[int]], Mapping[int, Need]]
    awaited: Callable[[Collection[int]], Collection[int]]
    remember: Callable[[Booking], Any]
    restore: Callable[[User, Booking, Any], None]


@dataclass(frozen=True)
class DayAction:
    """A button on the schedule of a day; `url(user, day, site)` is None for who may not use it."""

    code: str
    label: str | Promise
    icon: str
    url: Callable[[User, date, Site | None], str | None]


uses: Registry[Use] = Registry()
day_actions: Registry[DayAction] = Registry()


def day_actions_for(
    user: User, day: date, site: Site | None
) -> list[tuple[str | Promise, str, str]]:
    """Return label, icon and address of the buttons that a reader may use."""
    found = [(action, action.url(user, day, site)) for action in day_actions]
    return [(action.label, action.icon, url) for action, url in found if url]
