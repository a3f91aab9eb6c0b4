"""Accept a proposal: agenda, bookings and invitations in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from yingke.domains.planning import permissions
from yingke.domains.planning.events import ProposalAccepted
from yingke.domains.planning.models import Proposal
from yingke.domains.planning.queries import proposals as queries
from yingke.domains.planning.queries.proposals import Basis
from yingke.domains.planning.rules import problem as problems
from yingke.domains.planning.rules.comparison import Row
from yingke.domains.planning.services.proposals import replace_open, write
from yingke.domains.planning.terms import OPEN_STATES, ProposalState
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.services import agenda, bookings, locking, staffing
from yingke.domains.visits.terms import Answer
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

TAKEN: Final = ("resource_taken", "resource_closed", "person_busy", "person_away")


@dataclass(frozen=True)
class Accepted:
    """What came of it: the changed items, or what was taken meanwhile and the new proposal."""

    proposal: Proposal
    items: tuple[int, ...] = ()
    lost: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def is_written(self) -> bool:
        return not self.lost and self.proposal.state == ProposalState.ACCEPTED


class _Lost(Exception):
    """Rolls everything back; `items` tells by item what was taken, and by whom."""

    def __init__(self, items: dict[str, dict[str, str]]) -> None:
        self.items = items
        super().__init__()


@transaction.atomic
def accept(*, actor: User, proposal_id: int, item_ids: Collection[int] | None = None) -> Accepted:
    """Write what is proposed for these items, or for all, against what is free now.

    Where something was taken meanwhile, or the visit was changed, nothing is written and a new
    proposal is asked for. RuleViolation("proposal_closed") if somebody else was faster,
    ("nothing_chosen") without an item that would change.
    """
    proposal, visit = _locked(actor, proposal_id)
    basis = queries.basis_of(proposal)
    plan = queries.plan_of(proposal)
    if plan is None:
        raise RuleViolation("proposal_not_ready")
    if visit.version != proposal.visit_version:
        asked = replace_open(visit, actor=actor, asks=basis.asks)
        return Accepted(asked)
    rows = [
        row for row in basis.compared(plan).changed if item_ids is None or row.item.id in item_ids
    ]
    if not rows:
        raise RuleViolation("nothing_chosen")
    try:
        _write(actor, visit, rows, basis)
    except _Lost as lost:
        visit.refresh_from_db()
        asked = replace_open(visit, actor=actor, asks=basis.asks, lost=lost.items)
        return Accepted(asked, lost=lost.items)
    items = tuple(row.item.id for row in rows)
    proposal.state, proposal.stopping = ProposalState.ACCEPTED, True
    proposal.finished_at = clock.now()
    write(proposal, "state", "stopping", "finished_at")
    event = ProposalAccepted(visit.pk, visit.account_id, proposal.pk, list(items))
    journal.record(actor=actor, event=event)
    return Accepted(proposal, items)


def _locked(actor: User, proposal_id: int) -> tuple[Proposal, Visit]:
    visit_id = Proposal.objects.values_list("visit_id", flat=True).get(pk=proposal_id)
    visit = locking.locked(visit_id)
    require(permissions.can_propose(actor, visit))
    proposal = Proposal.objects.select_for_update().get(pk=proposal_id)
    if proposal.state not in OPEN_STATES:
        raise RuleViolation("proposal_closed")
    return proposal, visit


def _write(actor: User, visit: Visit, rows: Sequence[Row], basis: Basis) -> None:
    """First let go of what is not needed, then move, then book and invite.

    Raises _Lost, and writes nothing, if any of it is not free.
    """
    lost: dict[str, dict[str, str]] = {}
    with transaction.atomic():
        items = {item.pk: item for item in visit.agenda.filter(pk__in=[r.item.id for r in rows])}
        kept = [(row, items[row.item.id]) for row in rows if row.item.id in items]
        for row, item in kept:
            _let_go(actor, row, item)
        for row, item in kept:
            if row.is_moved and row.starts_at is not None and row.ends_at is not None:
                times = {
                    "starts_at": row.starts_at.astimezone(UTC),
                    "ends_at": row.ends_at.astimezone(UTC),
                }
                fields = agenda.fields_of(item, **times)
                agenda.change_item(actor=actor, item_id=item.pk, item=fields)
        for row, item in kept:
            _serve(actor, row, item, basis, lost)
        if lost:
            raise _Lost(lost)


def _let_go(actor: User, row: Row, item: AgendaItem) -> None:
    """Release who and what is not chosen any more, and the bookings of an item that moves."""
    for link in list(item.bookings.select_related("booking")):
        if row.is_moved or f"r{link.booking.resource_id}" in row.removed:
            bookings.release_from_item(actor=actor, link_id=link.pk)
    for part in list(item.people.exclude(answer=Answer.DECLINED)):
        if f"p{part.staff_id}" in row.removed:
            staffing.release(actor=actor, part_id=part.pk)


def _serve(
    actor: User, row: Row, item: AgendaItem, basis: Basis, lost: dict[str, dict[str, str]]
) -> None:
    """Book and invite what is chosen and not yet there; notes what is taken in `lost`."""
    there = set(item.people.exclude(answer=Answer.DECLINED).values_list("staff_id", flat=True))
    booked = set(item.bookings.values_list("booking__resource_id", flat=True))
    for choice in row.choices:
        what, number = problems.what_of(choice.role), int(choice.resource[1:])
        act: Callable[[], Any] | None = None
        if choice.resource[0] == "r" and number not in booked:
            act = _booking(actor, item.pk, number)
        elif choice.resource[0] == "p" and number not in there:
            act = _invitation(actor, item.pk, number, what)
        if act is None:
            continue
        try:
            with transaction.atomic():
                act()
        except RuleViolation as violation:
            if violation.code not in TAKEN:
                raise
            lost[str(item.pk)] = {
                "what": basis.names.get(choice.resource, ""),
                "by": _taken_by(actor, violation),
            }


def _booking(actor: User, item_id: int, resource_id: int) -> Callable[[], Any]:
    return lambda: bookings.book_for_item(actor=actor, item_id=item_id, resource_id=resource_id)


def _invitation(actor: User, item_id: int, staff_id: int, role: str) -> Callable[[], Any]:
    return lambda: staffing.invite(actor=actor, item_id=item_id, staff_id=staff_id, role=role)


def _taken_by(actor: User, violation: RuleViolation) -> str:
    """By what it was taken, as far as the actor may see that; else ""."""
    if violation.code == "resource_taken":
        return str(violation.params.get("label") or "")
    number = str(violation.params.get("number") or "")
    seen = visits.visible_to(actor).filter(number=number)
    return number if number and seen.exists() else ""
