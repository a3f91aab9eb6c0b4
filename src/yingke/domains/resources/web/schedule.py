"""What the schedule shows: a span read from its address, and its bookings and people by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yingke.domains.people import queries as people
from yingke.domains.resources import queries
from yingke.domains.resources.terms import ResourceKind
from yingke.domains.resources.web.forms import PEOPLE
from yingke.foundation.identity.queries import sites
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.bounds import is_within
from yingke.foundation.ui import zones

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from yingke.domains.people.queries import BusyTime
    from yingke.domains.resources.models import Booking
    from yingke.foundation.identity.models import Site, User

LENGTHS: Final = {"day": 1, "week": 7}
HOURS: Final = ("work", "all")


@dataclass(frozen=True)
class Span:
    """A day or a week (from Monday) of one site or all, and the kind of rows that is shown."""

    view: str
    first: date
    kind: str
    hours: str = "work"
    site: Site | None = None

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

    @property
    def query(self) -> dict[str, str]:
        """Return the parameters of the address; `site` is empty for all sites."""
        return {
            "view": self.view,
            "date": self.first.isoformat(),
            "kind": self.kind,
            "hours": "" if self.hours == "work" else self.hours,
            "site": str(self.site.pk) if self.site else "",
        }

    def url(self, name: str = "resources:schedule", **changes: str) -> str:
        """Return the schedule's address with some of its parameters changed."""
        values = self.query | changes
        return reverse(name, query={key: value for key, value in values.items() if value})

    def moved(self, steps: int) -> str:
        """Return the address of the schedule so many days or weeks later."""
        return self.url(date=(self.first + timedelta(self.days * steps)).isoformat())


def read_span(parameters: QueryDict) -> Span:
    """Read the span of an address and show times of its site.

    What is missing or mistyped is today, a day, working hours, all kinds or all sites.
    """
    site = show_times_of_site(parameters)
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
    kind, hours = parameters.get("kind", ""), parameters.get("hours", "")
    kind = kind if kind in (*ResourceKind.values, PEOPLE) else ""
    return Span(view, first, kind, hours if hours in HOURS else "work", site)


def show_times_of_site(parameters: QueryDict) -> Site | None:
    """Show times of the site that an address names, or of the company's only one."""
    chosen = parameters.get("site", "")
    known = list(sites())
    named = next((site for site in known if str(site.pk) == chosen), None)
    if here := named or (known[0] if len(known) == 1 else None):
        zones.show_times_of(here.timezone)
    elif timezone.get_current_timezone_name() != settings.TIME_ZONE:
        zones.show_times_of(settings.TIME_ZONE)
    return named


def bookings_in(user: User, span: Span) -> Iterable[Booking]:
    """Return the bookings of a span; `is_visible` says whether the reader may see their purpose."""
    if span.kind == PEOPLE:
        return []
    kinds = (span.kind,) if span.kind else ()
    rows = queries.bookings_between(user, span.starts_at, span.ends_at, kinds=kinds)
    return rows.filter(resource__site=span.site) if span.site else rows


def busy_times_in(user: User, span: Span) -> list[BusyTime]:
    """Return the duties and absences of the staff in a span."""
    if span.kind not in ("", PEOPLE):
        return []
    return people.busy_times(user, span.starts_at, span.ends_at, site=span.site)


@dataclass(frozen=True)
class Line:
    """A booking or a busy time in the list of a day; `url` is "" where there is nothing to open."""

    starts_at: datetime
    ends_at: datetime
    title: str
    note: str
    url: str = ""
    opens_dialog: bool = False
    booking: Booking | None = None


def lines_by_day(
    bookings: Iterable[Booking], busy: Iterable[BusyTime], span: Span
) -> list[tuple[date, list[Line]]]:
    """Return lines by the day on which they start; the first day has those that began before."""
    days: dict[date, list[Line]] = {}
    every = [*map(_line_of_booking, bookings), *map(_line_of_person, busy)]
    for line in sorted(every, key=lambda line: line.starts_at):
        day = max(timezone.localtime(line.starts_at).date(), span.first)
        days.setdefault(day, []).append(line)
    return sorted(days.items())


def _line_of_booking(booking: Booking) -> Line:
    visible = bool(getattr(booking, "is_visible", False))
    return Line(
        booking.starts_at,
        booking.ends_at,
        booking.label if visible else _("Booked"),
        booking.resource.label,
        reverse("resources:booking", args=[booking.pk]) if visible else "",
        opens_dialog=True,
        booking=booking,
    )


def _line_of_person(busy: BusyTime) -> Line:
    url = busy.purpose.url if busy.purpose else ""
    return Line(busy.starts_at, busy.ends_at, title_of(busy), busy.staff.label, url)


def title_of(busy: BusyTime) -> str:
    """Return the absence's type, the duty's title, or "Busy" if the reader may not know it."""
    return busy.kind or (busy.purpose.title if busy.purpose else _("Busy"))
