"""The rows and events of the timeline, as its script takes them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yingke.domains.resources import queries
from yingke.domains.resources.permissions import can_change
from yingke.domains.resources.terms import ResourceKind
from yingke.domains.resources.web.forms import PEOPLE
from yingke.domains.resources.web.schedule import (
    bookings_in,
    busy_times_in,
    title_of,
)
from yingke.foundation.kernel import calendars, clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from yingke.domains.people.queries import BusyTime
    from yingke.domains.resources.models import Booking
    from yingke.domains.resources.web.schedule import Span
    from yingke.foundation.identity.models import User


def timeline_data(user: User, span: Span) -> dict[str, Any]:
    """Return rows by kind, events and bounds in the local time of the span.

    `offset` (minutes east of UTC) is that of the present, `hours` the first and last hour to show.
    """
    bookings, busy = list(bookings_in(user, span)), busy_times_in(user, span)
    times = [(one.starts_at, one.ends_at) for one in bookings]
    times += [(one.starts_at, one.ends_at) for one in busy if not one.kind]  # no absences
    now = timezone.localtime(clock.now()).utcoffset()
    return {
        "resources": [*_resource_groups(span), *_people_group(busy)],
        "events": [
            *(_booking_event(user, booking, span) for booking in bookings),
            *(_busy_event(number, one) for number, one in enumerate(busy)),
        ],
        "hours": visible_hours(span, times),
        "offset": round(now.total_seconds() / 60) if now else 0,
    }


def visible_hours(span: Span, times: Iterable[tuple[datetime, datetime]]) -> tuple[int, int]:
    """Return the first and last hour of a day to show.

    Working hours of the site's calendar, wider where something in the span starts before or ends
    after them.
    """
    if span.hours == "all":
        return 0, 24
    calendar = calendars.for_calendar(span.site.calendar if span.site else calendars.DEFAULT)
    first = calendar.day_start.hour
    last = math.ceil(calendar.day_end.hour + calendar.day_end.minute / 60)
    for start, end in times:
        opens, closes = timezone.localtime(start), timezone.localtime(end)
        closing = math.ceil(closes.hour + closes.minute / 60)
        if opens.date() == closes.date():
            first, last = min(first, opens.hour), max(last, closing)
        else:  # over night: an hour of each day is enough to be seen
            first, last = min(first, max(closing - 1, 0)), max(last, opens.hour + 1)
    return first, last


def _resource_groups(span: Span) -> list[dict[str, Any]]:
    if span.kind == PEOPLE:
        return []
    rows = queries.resource_choices(*([span.kind] if span.kind else []))
    known = list(rows.filter(site=span.site) if span.site else rows)
    groups = [
        {
            "id": f"kind-{kind.value}",
            "title": str(kind.label),
            "children": [
                {"id": str(row.pk), "title": _titled(row)} for row in known if row.kind == kind
            ],
        }
        for kind in ResourceKind
    ]
    return [group for group in groups if group["children"]]


def _people_group(busy: Iterable[BusyTime]) -> list[dict[str, Any]]:
    rows = {_row_of(one): one.staff.label for one in busy}
    if not rows:
        return []
    children = [{"id": key, "title": label} for key, label in rows.items()]
    return [{"id": "kind-people", "title": _("People"), "children": children}]


def _titled(row: Any) -> str:
    return f"{row.label} ({row.capacity})" if row.capacity else row.label


def _booking_event(user: User, booking: Booking, span: Span) -> dict[str, Any]:
    visible = bool(getattr(booking, "is_visible", False))
    changeable = visible and can_change(user, booking)
    drag = reverse("resources:drag-booking", args=[booking.pk], query={"site": span.query["site"]})
    return {
        "id": str(booking.pk),
        "resourceIds": [str(booking.resource_id)],
        "start": _local(booking.starts_at),
        "end": _local(booking.ends_at),
        "title": booking.label if visible else _("Booked"),
        "classNames": [f"booking-{booking.state}", f"booking-{booking.resource.kind}"],
        "editable": changeable,
        "extendedProps": {
            "version": booking.version,
            "url": reverse("resources:booking", args=[booking.pk]) if visible else "",
            "drag": drag if changeable else "",
        },
    }


def _busy_event(number: int, busy: BusyTime) -> dict[str, Any]:
    return {
        "id": f"busy-{number}",
        "resourceIds": [_row_of(busy)],
        "start": _local(busy.starts_at),
        "end": _local(busy.ends_at),
        "title": title_of(busy),
        "classNames": ["absence" if busy.kind else "duty"],
        "editable": False,
        "extendedProps": {"page": busy.purpose.url if busy.purpose else ""},
    }


def _row_of(busy: BusyTime) -> str:
    return f"staff-{busy.staff.pk}"


def _local(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M:%S")
