"""What could be booked, and who could be invited, for an item of the agenda."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from yingke.domains.resources import queries as resources
from yingke.domains.resources.models import Booking, Resource
from yingke.domains.visits.models import AgendaItem
from yingke.domains.visits.registers import NO_VERDICT, Verdict, judged_resources
from yingke.domains.visits.web import picks
from yingke.domains.visits.web.picks import Pick

if TYPE_CHECKING:
    from yingke.domains.visits.queries.sheets import ItemRow
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Candidate:
    """A resource of the site, with the booking in its way at the time of the item."""

    resource: Resource
    taken: Booking | None
    too_small: bool
    verdict: Verdict = NO_VERDICT


def for_item(user: User, item: AgendaItem, kind: str) -> list[Candidate]:
    """Return the site's resources of a kind: free ones first, fitting ones before others."""
    rows = resources.resource_choices(kind).filter(site=item.visit.site)
    taken = resources.bookings_between(user, item.starts_at, item.ends_at, kinds=(kind,))
    by_resource = {booking.resource_id: booking for booking in taken}
    judged = judged_resources(item, kind)
    found = [
        Candidate(
            row,
            by_resource.get(row.pk),
            0 < row.capacity < item.visit.headcount,
            judged.get(row.pk, NO_VERDICT),
        )
        for row in rows
    ]
    return sorted(found, key=_order)


def _order(one: Candidate) -> tuple[object, ...]:
    flawed = one.too_small or bool(one.verdict.reasons)
    return one.taken is not None, flawed, one.verdict.cost, one.resource.capacity


SHOWN: Final = 4  # people of a group


@dataclass(frozen=True)
class Group:
    """People of one judgement (`fit`, `soft` or `impossible`), and how many more there are."""

    code: str
    title: str
    people: list[Pick]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.people)


def people_for(item: AgendaItem, row: ItemRow, role: str) -> list[Group]:
    """Return who could take a part: the fit, those with drawbacks, those who cannot."""
    found = picks.of_item(item, role, chosen=(), search="")
    taking = {part.staff_id for part in row.serving if part.role == role}
    rows = [one for one in (*found.suitable, *found.others) if one.staff.pk not in taking]
    groups = {
        "fit": (_("Suitable and free"), [one for one in rows if one.is_suitable]),
        "soft": (
            _("Possible, with drawbacks"),
            [one for one in rows if not one.is_suitable and not one.is_impossible],
        ),
        "impossible": (_("Not possible"), [one for one in rows if one.is_impossible]),
    }
    return [
        Group(code, title, people[:SHOWN], len(people))
        for code, (title, people) in groups.items()
        if people
    ]
