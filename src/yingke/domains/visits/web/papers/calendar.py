"""Calendars in iCalendar format (RFC 5545).

Times are UTC. The `UID` of an event never changes; `SEQUENCE` is the visit's version, which
increments with each change, so calendar programs take the newer state.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from yingke.domains.visits.models import AgendaItem, AgendaPerson, Visit
from yingke.domains.visits.queries.sheets import ItemRow
from yingke.domains.visits.terms import Answer, VisitState
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from icalendar import Event

    from yingke.foundation.identity.models import User

PRODUCT = "-//Yingke//Yingke//ZH"
REFRESH = timedelta(hours=1)
SETTLED = frozenset(
    {
        *(VisitState.CONFIRMED, VisitState.IN_PROGRESS, VisitState.ENDED),
        *(VisitState.FOLLOW_UP, VisitState.ARCHIVED),
    }
)


@dataclass(frozen=True)
class Entry:
    """One event of a calendar."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    status: str
    location: str
    description: str
    url: str
    organizer: User | None = None
    takes_time: bool = True  # False: the time stays free for other appointments


def of_visit(visit: Visit, rows: Iterable[ItemRow]) -> list[Entry]:
    """Return the visit as a whole and each item of its agenda."""
    entries = [whole(visit)]
    for row in rows:
        held = [one.resource for one in row.held]
        people = [one.name for one in row.people if one.answer != Answer.DECLINED]
        entries.append(_item(row.item, visit, visit_status(visit), held, people))
    return entries


def of_person(parts: Iterable[AgendaPerson], visits: Iterable[Visit]) -> list[Entry]:
    """Return a person's agenda items, and the visits they host or coordinate."""
    entries = [whole(visit) for visit in visits]
    for part in parts:
        visit = part.item.visit
        answered = "CONFIRMED" if part.answer == Answer.ACCEPTED else "TENTATIVE"
        status = "CANCELLED" if visit.state == VisitState.CANCELLED else answered
        entries.append(_item(part.item, visit, status, [], []))
    unique = {entry.uid: entry for entry in entries}
    return list(unique.values())


def whole(visit: Visit) -> Entry:
    """Return the event from arrival to departure."""
    return Entry(
        uid=f"visit-{visit.number}@yingke",
        sequence=visit.version,
        starts_at=visit.arrives_at,
        ends_at=visit.leaves_at,
        summary=f"{visit.account.label} · {visit.title}",
        status=visit_status(visit),
        location=_site(visit),
        description=visit.purpose,
        url=_address(visit),
        organizer=visit.coordinator or visit.lead_host,
        takes_time=False,
    )


def visit_status(visit: Visit) -> str:
    """Return whether calendars show the visit as confirmed."""
    if visit.state in (VisitState.CANCELLED, VisitState.REJECTED):
        return "CANCELLED"
    return "CONFIRMED" if visit.state in SETTLED else "TENTATIVE"


def written(entries: Iterable[Entry], *, name: str) -> bytes:
    """Serialise a calendar: CRLF, folded lines, one VEVENT per entry."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")  # as text: not a standard property
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Event:
    from icalendar import Event, vCalAddress

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", clock.now().replace(microsecond=0))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.summary)
    event.add("status", entry.status)
    event.add("transp", "OPAQUE" if entry.takes_time else "TRANSPARENT")
    if entry.organizer is not None:
        organizer = vCalAddress(f"mailto:{entry.organizer.email}")
        organizer.params["CN"] = entry.organizer.label
        event.add("organizer", organizer)
    for name in ("location", "description", "url"):
        value = getattr(entry, name)
        if value:
            event.add(name, value)
    return event


def _item(item: AgendaItem, visit: Visit, status: str, held: list[str], people: list[str]) -> Entry:
    places = [*held, item.place] if item.place else held
    lines = [visit.title, item.note]
    if people:
        lines.append(_("With %(people)s") % {"people": ", ".join(people)})
    return Entry(
        uid=f"item-{item.pk}.{visit.number}@yingke",
        sequence=visit.version,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        summary=f"{visit.account.label} · {item.label}",
        status=status,
        location=", ".join(places) or _site(visit),
        description="\n".join(line for line in lines if line),
        url=_address(visit),
        organizer=visit.coordinator or visit.lead_host,
    )


def _site(visit: Visit) -> str:
    site = visit.site
    return f"{site.label}, {site.address}" if site.address else str(site.label)


def _address(visit: Visit) -> str:
    return f"{settings.ORIGIN}{reverse('visits:detail', args=[visit.pk])}"
