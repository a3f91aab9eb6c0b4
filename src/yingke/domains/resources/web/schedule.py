"""The span that the schedule shows, read from its address, and its data for the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yingke.domains.resources import queries
from yingke.domains.resources.permissions import can_change
from yingke.domains.resources.terms import ResourceKind
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.bounds import is_within

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from yingke.domains.resources.models import Booking
    from yingke.foundation.identity.models import User

LENGTHS = {"day": 1, "week": 7}


@dataclass(frozen=True)
class Span:
    """A day or a week (from Monday) in the reader's time zone, and the kind that is shown."""

    view: str
    first: date
    kind: str

    @property
    def days(self) -> int:
        return LENGTHS[self.view]

    @property
    def starts_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.first, time()))

    @property
    def ends_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.first + timedelta(self.days), time()))

    @property
    def last(self) -> date:
        return self.first + timedelta(self.days - 1)

    def url(self, **changes: str) -> str:
        """The schedule with some of its parameters changed."""
        values = {"view": self.view, "date": self.first.isoformat(), "kind": self.kind} | changes
        return reverse("resources:schedule", query={k: v for k, v in values.items() if v})

    def moved(self, steps: int) -> str:
        """The schedule so many days or weeks later."""
        return self.url(date=(self.first + timedelta(self.days * steps)).isoformat())


def read_span(parameters: QueryDict) -> Span:
    """The span of an address; today, a day or all kinds for what is missing or mistyped."""
    view = parameters.get("view", "")
    view = view if view in LENGTHS else "day"
    try:
        first = date.fromisoformat(parameters.get("date", ""))
    except ValueError:
        first = date.min
    if not is_within(first):
        first = timezone.localtime(clock.now()).date()
    if view == "week":
        first -= timedelta(first.weekday())
    kind = parameters.get("kind", "")
    return Span(view, first, kind if kind in ResourceKind.values else "")


def bookings_in(user: User, span: Span) -> Iterable[Booking]:
    """The bookings of a span that the reader sees (what for: only where he may)."""
    kinds = (span.kind,) if span.kind else ()
    return queries.bookings_between(user, span.starts_at, span.ends_at, kinds=kinds)


def by_day(bookings: Iterable[Booking], span: Span) -> list[tuple[date, list[Booking]]]:
    """The bookings by the day on which they start; those that began before stand on the first."""
    days: dict[date, list[Booking]] = {}
    for booking in bookings:
        day = max(timezone.localtime(booking.starts_at).date(), span.first)
        days.setdefault(day, []).append(booking)
    return sorted(days.items())


def timeline_data(user: User, span: Span) -> dict[str, Any]:
    """Resources by kind and bookings in local time, as the timeline script takes them."""
    rows = list(queries.resource_choices(*([span.kind] if span.kind else [])))
    groups = [
        {
            "id": f"kind-{kind.value}",
            "title": str(kind.label),
            "children": [
                {"id": str(row.pk), "title": _titled(row)} for row in rows if row.kind == kind
            ],
        }
        for kind in ResourceKind
    ]
    return {
        "resources": [group for group in groups if group["children"]],
        "events": [_event(user, booking) for booking in bookings_in(user, span)],
    }


def _titled(row: Any) -> str:
    return f"{row.label} ({row.capacity})" if row.capacity else row.label


def _event(user: User, booking: Any) -> dict[str, Any]:
    changeable = booking.is_visible and can_change(user, booking)
    return {
        "id": str(booking.pk),
        "resourceIds": [str(booking.resource_id)],
        "start": _local(booking.starts_at),
        "end": _local(booking.ends_at),
        "title": booking.label if booking.is_visible else _("Booked"),
        "classNames": [f"booking-{booking.state}", f"booking-{booking.resource.kind}"],
        "editable": changeable,
        "extendedProps": {
            "version": booking.version,
            "url": _page(booking) if booking.is_visible else "",
            "move": reverse("resources:move-booking", args=[booking.pk]) if changeable else "",
        },
    }


def _page(booking: Booking) -> str:
    return reverse("resources:booking", args=[booking.pk])


def _local(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M:%S")
