"""Write times, people and resources of agenda items, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from yingke.domains.resources.terms import BookingState
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import AgendaBooking, AgendaItem, AgendaPerson, Visit
from yingke.domains.visits.services import agenda, bookings, staffing
from yingke.domains.visits.terms import Answer, VisitState
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

TAKEN: Final = ("resource_taken", "resource_closed", "person_busy", "person_away")
Lost = dict[str, dict[str, str]]
Proofs = dict[tuple[int, int], str]
PutsOn = Callable[..., AgendaPerson]


@dataclass(frozen=True)
class Placement:
    """What an item is to be: its new time, or None where it stays, who and what leaves it, and who
    and what serves it (`p12` as `guide`, `r7` as `room`).
    """

    item: int
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    removed: tuple[str, ...] = ()
    holds: tuple[tuple[str, str], ...] = ()

    @property
    def is_moved(self) -> bool:
        return self.starts_at is not None


class TakenError(Exception):
    """Nothing was written; `items` tells by item what was taken meanwhile, and by whom."""

    def __init__(self, items: Lost) -> None:
        self.items = items
        super().__init__()


def place(
    *,
    actor: User,
    visit: Visit,
    placements: Sequence[Placement],
    names: Mapping[str, str],
    puts_on: PutsOn = staffing.invite,
) -> None:
    """First let go of what is not needed, then move, then book and invite.

    `puts_on` puts a person on an item; `putting_on` gives the one for a proposal.
    What an item keeps moves with it: a confirmed booking stays confirmed if the actor may confirm.
    Raises TakenError, and writes nothing, if any of it is not free.
    """
    lost: Lost = {}
    with transaction.atomic():
        items = {item.pk: item for item in visit.agenda.filter(pk__in=[p.item for p in placements])}
        kept = [(one, items[one.item]) for one in placements if one.item in items]
        for one, item in kept:
            _let_go(actor, one, item)
        proofs = _move(actor, [(one, item) for one, item in kept if one.is_moved])
        for one, item in kept:
            _serve(actor, one, item, puts_on, names, lost)
        if actor.may("resources.confirm"):
            _confirm_again(actor, proofs)
        if lost:
            raise TakenError(lost)


def putting_on(visit: Visit) -> PutsOn:
    """Before the plan is approved people are only put on the agenda; its approval invites them."""
    return staffing.intend if visit.state == VisitState.APPROVED else staffing.invite


def _let_go(actor: User, one: Placement, item: AgendaItem) -> None:
    """Release who and what is not chosen any more."""
    for link in list(item.bookings.select_related("booking")):
        if f"r{link.booking.resource_id}" in one.removed:
            bookings.release_from_item(actor=actor, link_id=link.pk)
    for part in list(item.people.exclude(answer=Answer.DECLINED)):
        if f"p{part.staff_id}" in one.removed:
            staffing.release(actor=actor, part_id=part.pk)


def _move(actor: User, waiting: Sequence[tuple[Placement, AgendaItem]]) -> Proofs:
    """Move items with their bookings, as soon as what is in their way has moved.

    Where items are in each other's way, or in that of others, one lets go of its bookings, which
    are booked again afterwards. Returns the proofs of those that were confirmed.
    """
    proofs: Proofs = {}
    while waiting:
        left = [(one, item) for one, item in waiting if not _is_moved(actor, one, item)]
        if len(left) == len(waiting):
            _one, item = left[0]
            for link in item.bookings.select_related("booking"):
                if link.booking.state == BookingState.CONFIRMED:
                    proofs[item.pk, link.booking.resource_id] = link.booking.proof
                bookings.release_from_item(actor=actor, link_id=link.pk)
        waiting = left
    return proofs


def _is_moved(actor: User, one: Placement, item: AgendaItem) -> bool:
    """Move an item; False, and nothing has changed, if one of its bookings is not free then."""
    if one.starts_at is None or one.ends_at is None:
        return True
    times = {"starts_at": one.starts_at.astimezone(UTC), "ends_at": one.ends_at.astimezone(UTC)}
    try:
        with transaction.atomic():
            fields = agenda.fields_of(item, **times)
            agenda.change_item(actor=actor, item_id=item.pk, item=fields)
    except RuleViolation as violation:
        if violation.code not in TAKEN or not item.bookings.exists():
            raise
        return False
    return True


def _confirm_again(actor: User, proofs: Proofs) -> None:
    """Confirm bookings that were made again for the same item, with the proof that they had."""
    for (item, resource), proof in proofs.items():
        link = AgendaBooking.objects.filter(item=item, booking__resource=resource).first()
        if link is not None and proof:
            bookings.confirm_for_item(actor=actor, link_id=link.pk, proof=proof)


def _serve(
    actor: User,
    one: Placement,
    item: AgendaItem,
    puts_on: PutsOn,
    names: Mapping[str, str],
    lost: Lost,
) -> None:
    """Book and invite what is chosen and not yet there; notes what is taken in `lost`."""
    there = set(item.people.exclude(answer=Answer.DECLINED).values_list("staff_id", flat=True))
    booked = set(item.bookings.values_list("booking__resource_id", flat=True))
    for name, what in one.holds:
        number = int(name[1:])
        act: Callable[[], Any] | None = None
        if name[0] == "r" and number not in booked:
            act = partial(bookings.book_for_item, actor=actor, item_id=item.pk, resource_id=number)
        elif name[0] == "p" and number not in there:
            act = partial(puts_on, actor=actor, item_id=item.pk, staff_id=number, role=what)
        if act is None:
            continue
        try:
            with transaction.atomic():
                act()
        except RuleViolation as violation:
            if violation.code not in TAKEN:
                raise
            lost[str(item.pk)] = {
                "what": names.get(name, ""),
                "by": _taken_by(actor, violation),
            }


def _taken_by(actor: User, violation: RuleViolation) -> str:
    """By what it was taken, as far as the actor may see that; else ""."""
    if violation.code == "resource_taken":
        return str(violation.params.get("label") or "")
    number = str(violation.params.get("number") or "")
    seen = visits.visible_to(actor).filter(number=number)
    return number if number and seen.exists() else ""
