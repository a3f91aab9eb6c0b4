"""Changes as pages and services read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from yingke.domains.people.models import Staff
from yingke.domains.planning.models import ChangeRequest
from yingke.domains.planning.queries import facts
from yingke.domains.planning.rules.alternatives import Alternative, Line
from yingke.domains.planning.rules.reading import Known, Named
from yingke.domains.resources.models import Resource
from yingke.domains.resources.terms import BookingState
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.terms import AgendaKind, Answer
from yingke.foundation.notifications.models import Notification

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from yingke.foundation.identity.models import User


def visible_to(user: User) -> QuerySet[ChangeRequest]:
    """Return the changes of the visits that a user may see."""
    return ChangeRequest.objects.filter(visit__in=visits.visible_to(user))


def listed() -> QuerySet[ChangeRequest]:
    """Return changes without what only their own page shows."""
    return ChangeRequest.objects.defer("alternatives", "undo", "guest_text").select_related(
        "visit__account", "visit__site", "reported_by"
    )


def of_visit(visit_id: int) -> QuerySet[ChangeRequest]:
    """Return the changes of a visit, newest first."""
    return listed().filter(visit=visit_id).order_by("-pk")


def version_of(user: User, pk: int) -> str:
    """A text that changes with the change, its messages being read and its people answering."""
    found = visible_to(user).filter(pk=pk).values_list("version", "visit__version", "visit").first()
    if found is None:
        return "none"
    version, visit_version, visit = found
    answers = (
        AgendaItem.objects.filter(visit=visit, people__isnull=False)
        .exclude(people__answer=Answer.ASKED)
        .count()
    )
    return f"{version}-{visit_version}-{answers}-{len(read_by(pk))}"


def key_of(change_id: int) -> str:
    """The key of the messages of a change, so that each person gets one."""
    return f"planning.change:{change_id}"


def read_by(change_id: int) -> dict[int, datetime | None]:
    """Return when each user read their message, None while unread."""
    rows = Notification.objects.filter(key=key_of(change_id))
    return dict(rows.values_list("user_id", "read_at"))


def alternatives_of(change: ChangeRequest) -> list[Alternative]:
    return [Alternative.from_json(stored) for stored in change.alternatives]


def known_of(visit: Visit) -> Known:
    """What a sentence about this visit may name."""
    rows = facts.agenda_of(visit)
    items = [Named(row.pk, row.kind, (row.name, row.name_en)) for row in rows]
    people: dict[int, Named] = {}
    things: dict[int, Named] = {}
    names = Staff.objects.in_bulk([part.staff_id for row in rows for part in row.people.all()])
    for row in rows:
        for part in row.people.all():
            staff = names[part.staff_id]
            if part.answer != Answer.DECLINED:
                people[staff.pk] = Named(staff.pk, part.role, (staff.name, staff.name_en))
        for link in row.bookings.all():
            thing = link.booking.resource
            if link.booking.state == BookingState.CANCELLED:
                continue
            things[thing.pk] = Named(thing.pk, thing.kind, (thing.name, thing.name_en))
    return Known(tuple(items), tuple(people.values()), tuple(things.values()))


@dataclass(frozen=True)
class Names:
    """Labels in the active language of what some alternatives name; three queries."""

    alternatives: tuple[Alternative, ...]

    @cached_property
    def items(self) -> dict[int, AgendaItem]:
        ids = {line.item for one in self.alternatives for line in one.lines}
        return AgendaItem.objects.in_bulk(sorted(ids))

    @cached_property
    def staff(self) -> dict[int, Staff]:
        return Staff.objects.select_related("user").in_bulk(self._ids("p"))

    @cached_property
    def things(self) -> dict[int, Resource]:
        return Resource.objects.in_bulk(self._ids("r"))

    def _ids(self, letter: str) -> list[int]:
        held = _holdings(self.alternatives)
        return sorted({int(name[1:]) for name in held if name[0] == letter})

    def item(self, line: Line) -> str:
        """What an item is called; one that was removed by the name it had."""
        found = self.items.get(line.item)
        return found.label if found else line.name or str(AgendaKind(line.kind).label)

    def of(self, name: str) -> str:
        """What a person or resource is called, by its name in the problem."""
        rows: dict[int, Staff] | dict[int, Resource] = self.staff if name[0] == "p" else self.things
        found = rows.get(int(name[1:]))
        return found.label if found else ""

    @property
    def all(self) -> dict[str, str]:
        return {name: self.of(name) for name in _holdings(self.alternatives)}


def label_of(name: str) -> str:
    """What one person or resource is called, by its name in the problem."""
    rows = Staff.objects if name[0] == "p" else Resource.objects
    found = rows.filter(pk=int(name[1:])).first()
    return str(found.label) if found else ""


def _holdings(alternatives: Iterable[Alternative]) -> set[str]:
    return {
        name
        for one in alternatives
        for line in one.lines
        for name, _what in (*line.held, *line.holds)
    }
