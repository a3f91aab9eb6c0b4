"""Acts of the agenda builder: each is one change that its actor can undo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation

from yingke.domains.resources import queries as resources
from yingke.domains.visits.models import AgendaItem, AgendaPerson, Visit
from yingke.domains.visits.queries import builder as queries
from yingke.domains.visits.queries import facts
from yingke.domains.visits.rules import builder
from yingke.domains.visits.services import agenda, agenda_undo, bookings, plans, staffing
from yingke.domains.visits.terms import INTERACTIVE, AgendaKind
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.domains.visits.models import AgendaBooking
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Acted:
    """The items that an act changed or made, the token that undoes it, and what was not free."""

    items: list[AgendaItem]
    token: str
    taken: list[str] = field(default_factory=list)


@transaction.atomic
def arrange_item(
    *, actor: User, item_id: int, seen: builder.Placement, wanted: builder.Placement
) -> Acted:
    """Move an item in time or to another lane; another room or vehicle is booked instead.

    What the actor did not change since they saw it stays as it is now (`rules.builder.merge`).
    """
    item, visit = _open_item(actor, item_id)
    stored = queries.placement_of(item)
    place = builder.merge(stored, seen, wanted)
    before = agenda_undo.states([item_id])
    _arrange(actor, item, visit, stored, place)
    return Acted([item], agenda_undo.token_of(actor, visit, before, [item_id]))


@transaction.atomic
def shift_following(*, actor: User, visit_id: int, item_id: int, minutes: int) -> Acted:
    """Move an item and all later ones of its day that have not begun by so many minutes."""
    visit = agenda.plannable(actor, visit_id)
    items = {item.pk: item for item in visit.agenda.all()}
    slots = facts.slots(list(items.values()))
    moving = builder.following(slots, item_id, ZoneInfo(visit.site.timezone))
    by, ids = timedelta(minutes=minutes), [slot.id for slot in moving]
    before = agenda_undo.states(ids)
    # the farthest first, so that none runs into the booking of the next
    for slot in reversed(moving) if minutes > 0 else moving:
        item = items[slot.id]
        times = {"starts_at": item.starts_at + by, "ends_at": item.ends_at + by}
        fields = agenda.fields_of(item, **times)
        agenda.change_item(actor=actor, item_id=item.pk, item=fields)
    return Acted([items[pk] for pk in ids], agenda_undo.token_of(actor, visit, before, ids))


@transaction.atomic
def insert_item(
    *, actor: User, visit_id: int, kind: str, starts_at: datetime, ends_at: datetime, lane: str
) -> Acted:
    """Add an item of a kind, named after it, in a lane."""
    names = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            names.append(str(AgendaKind(kind).label))
    fields = agenda.ItemFields(
        *(kind, names[0], starts_at, ends_at), name_en=names[1], interactive=kind in INTERACTIVE
    )
    item = agenda.add_item(actor=actor, visit_id=visit_id, item=fields)
    empty = builder.Placement(starts_at, ends_at, "")
    _arrange(actor, item, item.visit, empty, builder.Placement(starts_at, ends_at, lane))
    return Acted([item], agenda_undo.token_of(actor, item.visit, {item.pk: None}, [item.pk]))


@transaction.atomic
def copy_item(*, actor: User, item_id: int, days: Iterable[date]) -> Acted:
    """Copy an item to the same hours of other days, with its room or vehicle where that is free.

    No one is invited to the copies; `taken` names what could not be booked.
    """
    item = AgendaItem.objects.get(pk=item_id)
    visit = agenda.plannable(actor, item.visit_id)
    place, tz = queries.placement_of(item), ZoneInfo(visit.site.timezone)
    own = item.starts_at.astimezone(tz).date()
    copies, taken = [], []
    for day in sorted(set(days)):
        starts_at, ends_at = (
            _on(moment, tz, day - own) for moment in (item.starts_at, item.ends_at)
        )
        fields = agenda.fields_of(item, starts_at=starts_at, ends_at=ends_at)
        copy = agenda.add_item(actor=actor, visit_id=visit.pk, item=fields)
        copies.append(copy)
        if name := _book_if_free(actor, copy, place.lane):
            taken.append(name)
    ids = [copy.pk for copy in copies]
    token = agenda_undo.token_of(actor, visit, dict.fromkeys(ids), ids)
    return Acted(copies, token, taken)


@transaction.atomic
def take_out(*, actor: User, item_id: int) -> Acted:
    """Remove an item from the agenda."""
    item, visit = _open_item(actor, item_id)
    before = agenda_undo.states([item_id])
    agenda.remove_item(actor=actor, item_id=item_id)
    return Acted([item], agenda_undo.token_of(actor, visit, before, [item_id]))


@transaction.atomic
def choose_person(*, actor: User, item_id: int, staff_id: int, role: str) -> Acted:
    """Invite a person to an item, whatever soft drawbacks they have."""
    item, visit = _open_item(actor, item_id)
    before = agenda_undo.states([item_id])
    staffing.invite(actor=actor, item_id=item_id, staff_id=staff_id, role=role)
    return Acted([item], agenda_undo.token_of(actor, visit, before, [item_id]))


@transaction.atomic
def hand_over(*, actor: User, part_id: int, staff_id: int) -> Acted:
    """Give a person's part in an item to another person, who is invited instead."""
    part = AgendaPerson.objects.get(pk=part_id)
    item, visit = _open_item(actor, part.item_id)
    before = agenda_undo.states([item.pk])
    staffing.invite(actor=actor, item_id=item.pk, staff_id=staff_id, role=part.role)
    staffing.release(actor=actor, part_id=part_id)
    return Acted([item], agenda_undo.token_of(actor, visit, before, [item.pk]))


def _open_item(actor: User, item_id: int) -> tuple[AgendaItem, Visit]:
    """Lock the visit and return an item that has not begun."""
    item = AgendaItem.objects.get(pk=item_id)
    visit = agenda.plannable(actor, item.visit_id)
    item.refresh_from_db()
    item.visit = visit
    if item.started_at is not None:
        raise RuleViolation("item_has_begun", item=item.label)
    return item, visit


def _arrange(
    actor: User,
    item: AgendaItem,
    visit: Visit,
    stored: builder.Placement,
    place: builder.Placement,
) -> None:
    link = _link_in(item, stored.lane)
    leaves = link is not None and place.lane != stored.lane
    resource = _resource_in(actor, visit, place.lane) if place.lane != stored.lane else None
    if link and leaves and resource is None:
        bookings.release_from_item(actor=actor, link_id=link.pk)
    changes: dict[str, Any] = {"starts_at": place.starts_at, "ends_at": place.ends_at}
    if place.lane != stored.lane:
        words = place.lane.startswith(builder.PLACE)
        changes["place"] = place.lane.removeprefix(builder.PLACE) if words else ""
    fields = agenda.fields_of(item, **changes)
    moved = link.booking if link and resource is not None else None
    agenda.change_item(actor=actor, item_id=item.pk, item=fields, moved=moved)
    if resource is not None and link:
        bookings.exchange(actor=actor, link_id=link.pk, resource_id=resource)
    elif resource is not None:
        bookings.book_for_item(actor=actor, item_id=item.pk, resource_id=resource)
    plans.recheck(visit, actor=actor)


def _link_in(item: AgendaItem, lane: str) -> AgendaBooking | None:
    if not lane.startswith(builder.RESOURCE):
        return None
    resource = int(lane.removeprefix(builder.RESOURCE))
    return queries.holding(item).filter(booking__resource=resource).first()


def _resource_in(actor: User, visit: Visit, lane: str) -> int | None:
    """Return the resource of a lane, which must be one of the visit's site."""
    if not lane.startswith(builder.RESOURCE):
        return None
    number = lane.removeprefix(builder.RESOURCE)
    known = resources.visible_to(actor).filter(site=visit.site, kind__in=queries.LANES)
    if not number.isdecimal() or not known.filter(pk=number).exists():
        raise RuleViolation("resource_unknown", field="lane")
    return int(number)


def _book_if_free(actor: User, item: AgendaItem, lane: str) -> str:
    """Book the resource of a lane; return its name if it is taken then."""
    if not lane.startswith(builder.RESOURCE) or not actor.may("resources.book"):
        return ""
    pk = int(lane.removeprefix(builder.RESOURCE))
    try:
        with transaction.atomic():
            bookings.book_for_item(actor=actor, item_id=item.pk, resource_id=pk)
    except RuleViolation as violation:
        if violation.code not in ("resource_taken", "resource_closed"):
            raise
        return str(violation.params["resource"])
    return ""


def _on(moment: datetime, tz: ZoneInfo, by: timedelta) -> datetime:
    """The same hour on the clock so many days later."""
    local = moment.astimezone(tz)
    return datetime.combine(local.date() + by, local.timetz().replace(tzinfo=None), tz)
