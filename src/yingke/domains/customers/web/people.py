"""The people of a customer as a picture and a list, with the gaps between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, cast

from django.utils import timezone
from django.utils.translation import gettext as _

from yingke.domains.customers.models import Account, Contact, Relationship
from yingke.domains.customers.registers import Moment
from yingke.domains.customers.rules.birthdays import next_birthday
from yingke.domains.customers.rules.people_map import HEIGHT, WIDTH, Box, Layout, Node, layout
from yingke.domains.customers.rules.warmth import warmth
from yingke.domains.customers.terms import DecisionRole, RelationshipKind, Tier, Warmth
from yingke.domains.customers.web.tones import ATTITUDE_TONES
from yingke.foundation.kernel.naming import worded
from yingke.foundation.policy import queries as policy

# roles that somebody must hold at a customer that matters
NEEDED: Final = (DecisionRole.DECIDER, DecisionRole.INFLUENCER, DecisionRole.CHAMPION)
BEND: Final = 26
SHOWN: Final = 9


@dataclass(frozen=True)
class Person:
    """A person with what the last year of contacts says."""

    contact: Contact
    warmth: Warmth
    last: date | None
    is_silent: bool
    birthday: date | None

    @property
    def tone(self) -> str:
        return ATTITUDE_TONES[self.contact.attitude]


@dataclass(frozen=True)
class Shape:
    """A box of the picture: a person, or a role that nobody holds."""

    box: Box
    title: str
    note: str
    tone: str = ""
    is_gap: bool = False
    is_empty: bool = False
    contact_id: int | None = None


@dataclass(frozen=True)
class Edge:
    """An arrow of the picture, as the path of an SVG."""

    path: str
    kind: str
    words: str


@dataclass(frozen=True)
class PeopleMap:
    """What the picture and the list show."""

    layout: Layout
    shapes: list[Shape]
    edges: list[Edge]
    people: list[Person]
    vacant: list[str]

    @property
    def silent(self) -> list[Person]:
        return [person for person in self.people if person.is_silent]

    @property
    def gaps(self) -> int:
        return len(self.silent) + len(self.vacant)


def people_of(
    account: Account, contacts: Iterable[Contact], story: Iterable[Moment], today: date
) -> list[Person]:
    """The active people with the warmth that `story`, a year of it, shows."""
    days: dict[int, list[date]] = {}
    for moment in story:
        for person in moment.people:
            if not moment.planned:
                days.setdefault(person, []).append(timezone.localtime(moment.at).date())
    silent = cast("timedelta", policy.value("customers.silent_after", tier=account.tier))
    return [
        _person(contact, days.get(contact.pk, []), today, silent)
        for contact in contacts
        if contact.active
    ]


def _person(contact: Contact, days: Sequence[date], today: date, silent: timedelta) -> Person:
    last = max(days, default=None)
    born = contact.birthday
    return Person(
        contact=contact,
        warmth=Warmth(warmth(days, today)),
        last=last,
        is_silent=contact.is_decision_maker and (last is None or today - last > silent),
        birthday=next_birthday(born, today, lunar=contact.birthday_is_lunar) if born else None,
    )


def map_of(
    account: Account, people: Sequence[Person], relationships: Iterable[Relationship]
) -> PeopleMap:
    """The picture of the people, the weightiest nine of them, and of the roles nobody holds."""
    shown = people[:SHOWN]
    vacant = _vacant(account, people)
    nodes = [
        Node(one.contact.pk, one.contact.reports_to_id, one.contact.influence) for one in shown
    ]
    plan = layout([*nodes, *(Node(role.value) for role in vacant)])
    shapes = [_shape(person, plan.boxes[person.contact.pk]) for person in shown]
    shapes += [
        Shape(plan.boxes[role.value], _("Nobody known"), str(role.label), is_empty=True)
        for role in vacant
    ]
    edges = [*_reports(shown, plan.boxes), *_relations(relationships, plan.boxes)]
    return PeopleMap(plan, shapes, edges, list(people), [str(role.label) for role in vacant])


def _vacant(account: Account, people: Sequence[Person]) -> list[DecisionRole]:
    if account.tier not in (Tier.STRATEGIC, Tier.KEY):
        return []
    held = {person.contact.decision_role for person in people}
    return [role for role in NEEDED if role not in held]


def _shape(person: Person, box: Box) -> Shape:
    contact = person.contact
    return Shape(
        box=box,
        title=contact.label,
        note=contact.title or worded(DecisionRole, contact.decision_role),
        tone=person.tone,
        is_gap=person.is_silent,
        contact_id=contact.pk,
    )


def _reports(people: Sequence[Person], boxes: Mapping[int | str, Box]) -> Iterator[Edge]:
    for person in people:
        above = boxes.get(person.contact.reports_to_id or 0)
        own = boxes[person.contact.pk]
        if above is None:
            continue
        half = (above.bottom + own.y) // 2
        path = f"M{above.middle} {above.bottom}V{half}H{own.middle}V{own.y}"
        yield Edge(path, "reports", "")


def _relations(rows: Iterable[Relationship], boxes: Mapping[int | str, Box]) -> Iterator[Edge]:
    for row in rows:
        start, end = boxes.get(row.contact_id), boxes.get(row.other_id)
        if start is not None and end is not None:
            yield Edge(_curve(start, end), row.kind, row.note or worded(RelationshipKind, row.kind))


def _curve(start: Box, end: Box) -> str:
    """A bow from side to side, so that it does not lie on the lines of reporting."""
    if start.y == end.y:
        y = start.bottom
        return (
            f"M{start.middle} {y}C{start.middle} {y + BEND} {end.middle} {y + BEND} "
            f"{end.middle} {y}"
        )
    to_left = end.x < start.x
    sx = start.x if to_left else start.x + WIDTH
    ex = end.x + WIDTH if to_left else end.x
    if start.x == end.x:
        sx = ex = start.x + WIDTH
        return (
            f"M{sx} {start.y + HEIGHT // 2}C{sx + BEND} {start.y} {ex + BEND} {end.bottom} "
            f"{ex} {end.y + HEIGHT // 2}"
        )
    middle = (sx + ex) // 2
    return (
        f"M{sx} {start.y + HEIGHT // 2}C{middle} {start.y + HEIGHT // 2} {middle} "
        f"{end.y + HEIGHT // 2} {ex} {end.y + HEIGHT // 2}"
    )
