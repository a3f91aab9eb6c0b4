"""Undo an act of the agenda builder: the items it changed return to how they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core import signing
from django.db import transaction
from django.utils.dateparse import parse_datetime

from yingke.domains.resources import services as resources
from yingke.domains.visits.models import AgendaBooking, AgendaItem, Visit
from yingke.domains.visits.queries.builder import holding
from yingke.domains.visits.services import agenda, bookings, plans, staffing
from yingke.domains.visits.terms import Answer
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

UNDO_WITHIN: Final = timedelta(hours=12)  # a day's work at one page
_SALT: Final = "visits.agenda.undo"

# An item with its bookings and people as plain values; None for one that is not on the agenda.
State = dict[str, Any] | None


def states(item_ids: Iterable[int]) -> dict[int, State]:
    """Return how these items are now."""
    return {pk: _state(pk) for pk in item_ids}


def token_of(
    actor: User, visit: Visit, before: Mapping[int, State], item_ids: Iterable[int]
) -> str:
    """Return the signed token with which the actor may take the change of these items back."""
    content = {
        "actor": actor.pk,
        "visit": visit.pk,
        "until": (clock.now() + UNDO_WITHIN).isoformat(),
        "items": [[pk, before.get(pk), _state(pk)] for pk in item_ids],
    }
    return signing.dumps(content, salt=_SALT, compress=True)


@transaction.atomic
def undo_act(*, actor: User, visit_id: int, token: str) -> str:
    """Restore the items of an act, and return the token that does it again.

    RuleViolation `undo_expired` after `UNDO_WITHIN`, `stale` if one of them was changed since.
    Who had accepted the time that is restored keeps that answer.
    """
    content = _read(actor, visit_id, token)
    visit = agenda.plannable(actor, visit_id)
    ids = [pk for pk, _before, _after in content["items"]]
    now = states(ids)
    for pk, _before, after in content["items"]:
        if _substance(now[pk]) != _substance(after):
            raise RuleViolation("stale", stored=now[pk])
    # Free every room first: items may have exchanged theirs.
    for pk, before, _after in content["items"]:
        _release(actor, pk, before)
    for pk, before, _after in _without_collision(content["items"]):
        _restore(actor, visit, pk, before)
    plans.recheck(visit, actor=actor)
    return token_of(actor, visit, now, ids)


def _state(pk: int) -> State:
    item = AgendaItem.objects.filter(pk=pk).first()
    if item is None:
        return None
    held = holding(item).values_list("booking__resource_id", "booking__state")
    people = item.people.values_list("staff_id", "role", "answer", "answered_at", "reason")
    return {
        "fields": agenda.values_of(item),
        "bookings": [list(one) for one in held],
        "people": [
            [staff, role, answer, at and at.isoformat(), reason]
            for staff, role, answer, at, reason in people
        ],
    }


def _substance(state: State) -> object:
    """What an undo would overwrite: not the answers and confirmations that came meanwhile."""
    if state is None:
        return None
    return (
        state["fields"],
        sorted(resource for resource, _ in state["bookings"]),
        sorted((staff, role) for staff, role, *_ in state["people"]),
    )


def _without_collision(items: list[list[Any]]) -> list[list[Any]]:
    """Order the items so that none returns to a time at which another still holds their room."""

    def later(one: list[Any]) -> bool:
        _pk, before, after = one
        if before is None or after is None:
            return False
        return bool(before["fields"]["starts_at"] > after["fields"]["starts_at"])

    return items[::-1] if any(map(later, items)) else items


def _release(actor: User, pk: int, before: State) -> None:
    """Release the bookings that an item did not have; remove an item that was not there."""
    item = AgendaItem.objects.filter(pk=pk).first()
    if item is None:
        return
    if before is None:
        agenda.remove_item(actor=actor, item_id=pk)
        return
    if _exchanged(item, before):
        return
    kept = {resource for resource, _state in before["bookings"]}
    for link in holding(item).exclude(booking__resource__in=kept):
        bookings.release_from_item(actor=actor, link_id=link.pk)


def _restore(actor: User, visit: Visit, pk: int, before: State) -> None:
    if before is None:
        return
    values = dict(before["fields"])
    for name in ("starts_at", "ends_at"):
        values[name] = parse_datetime(values[name])
    fields = agenda.ItemFields(**values)
    item = AgendaItem.objects.filter(pk=pk).first()
    if item is None:
        item = agenda.add_item(actor=actor, visit_id=visit.pk, item=fields, pk=pk)
    else:
        link, resource = _exchanged(item, before) or (None, 0)
        moved = link.booking if link else None
        agenda.change_item(actor=actor, item_id=pk, item=fields, moved=moved)
        if link:
            bookings.exchange(actor=actor, link_id=link.pk, resource_id=resource)
    _restore_bookings(actor, item, before)
    _restore_people(actor, item, before)


def _exchanged(item: AgendaItem, before: dict[str, Any]) -> tuple[AgendaBooking, int] | None:
    """Return the booking that took the place of another, and the resource it was of."""
    earlier = [resource for resource, _state in before["bookings"]]
    held = {link.booking.resource_id: link for link in holding(item)}
    extra = [link for resource, link in held.items() if resource not in earlier]
    gone = [resource for resource in earlier if resource not in held]
    return (extra[0], gone[0]) if len(extra) == len(gone) == 1 else None


def _restore_bookings(actor: User, item: AgendaItem, before: dict[str, Any]) -> None:
    held = {link.booking.resource_id: link for link in holding(item)}
    for resource, state in before["bookings"]:
        if resource not in held:
            bookings.book_for_item(actor=actor, item_id=item.pk, resource_id=resource)
        else:
            booking = held[resource].booking
            resources.restore_state(actor=actor, booking=booking, state=state)


def _restore_people(actor: User, item: AgendaItem, before: dict[str, Any]) -> None:
    wanted = {(staff, role): rest for staff, role, *rest in before["people"]}
    parts = {(part.staff_id, part.role): part for part in item.people.all()}
    for key, part in parts.items():
        if key not in wanted:
            staffing.release(actor=actor, part_id=part.pk)
    for (staff, role), (answer, answered_at, reason) in wanted.items():
        taking = parts.get((staff, role))
        if taking is None:
            if answer != Answer.DECLINED:
                staffing.invite(actor=actor, item_id=item.pk, staff_id=staff, role=role)
            continue
        item.people.filter(pk=taking.pk, answer=Answer.ASKED).update(
            answer=answer, answered_at=answered_at and parse_datetime(answered_at), reason=reason
        )


def _read(actor: User, visit_id: int, text: str) -> dict[str, Any]:
    try:
        content: dict[str, Any] = signing.loads(text, salt=_SALT)
    except signing.BadSignature as error:
        raise RuleViolation("undo_expired") from error
    late = clock.now() > parse_datetime(content["until"])  # type: ignore[operator]  # ours
    if late or (content["actor"], content["visit"]) != (actor.pk, visit_id):
        raise RuleViolation("undo_expired")
    return content
