"""Accept the proposal for a day, each visit in a transaction of its own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.planning import permissions
from yingke.domains.planning.events import DayAccepted
from yingke.domains.planning.models import DayPart, DayProposal
from yingke.domains.planning.queries import days as queries
from yingke.domains.planning.queries.proposals import plan_of
from yingke.domains.planning.rules import asks as requests
from yingke.domains.planning.services import days, writing
from yingke.domains.planning.services.accept import placement
from yingke.domains.planning.services.proposals import close, end_search
from yingke.domains.planning.terms import ProposalState
from yingke.domains.visits.models import Visit
from yingke.domains.visits.services import locking
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Outcome:
    """What came of it: changed items, what was taken meanwhile by item, and visits edited since.

    `proposal` is a new one for the day where something was taken or edited.
    """

    proposal: DayProposal
    items: tuple[int, ...] = ()
    lost: writing.Lost = field(default_factory=dict)
    edited: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.lost and not self.edited


def accept_day(*, actor: User, proposal_id: int) -> Outcome:
    """Accept every visit of the day that is not accepted yet.

    A visit may need what another one lets go of, so those that fail are tried again as long as
    others succeed. For what is left a new proposal is asked for.
    """
    items: list[int] = []
    while True:
        open_ = list(
            DayPart.objects.filter(proposal=proposal_id, accepted_at=None).values_list(
                "visit_id", flat=True
            )
        )
        tried = [_accept(actor=actor, proposal_id=proposal_id, visit_id=pk) for pk in open_]
        items += [item for one in tried for item in one.items]
        failed = [one for one in tried if not one.is_whole]
        if not failed or len(failed) == len(tried):
            break
    if not failed:
        return Outcome(DayProposal.objects.get(pk=proposal_id), tuple(items))
    lost = {item: what for one in failed for item, what in one.lost.items()}
    edited = tuple(pk for one in failed for pk in one.edited)
    asked = _ask_anew(actor=actor, proposal_id=proposal_id, lost=lost)
    return Outcome(asked, tuple(items), lost, edited)


def accept_visit(
    *, actor: User, proposal_id: int, visit_id: int, item_ids: Collection[int] | None = None
) -> Outcome:
    """Accept what is proposed for these items of one visit, or for all of them.

    RuleViolation("proposal_closed") if somebody else was faster, ("nothing_chosen") without an item
    that would change.
    """
    done = _accept(actor=actor, proposal_id=proposal_id, visit_id=visit_id, item_ids=item_ids)
    if done.is_whole:
        return done
    asked = _ask_anew(actor=actor, proposal_id=proposal_id, lost=done.lost)
    return Outcome(asked, (), done.lost, done.edited)


@transaction.atomic
def _accept(
    *, actor: User, proposal_id: int, visit_id: int, item_ids: Collection[int] | None = None
) -> Outcome:
    proposal = days.locked(actor, proposal_id)
    visit = locking.locked(visit_id)
    require(permissions.can_propose(actor, visit))
    part = proposal.parts.filter(visit=visit, accepted_at=None).first()
    plan = plan_of(proposal)
    if part is None:
        raise RuleViolation("proposal_closed")
    if plan is None:
        raise RuleViolation("proposal_not_ready")
    if visit.version != part.visit_version:
        return Outcome(proposal, edited=(visit.pk,))
    basis = queries.basis_of(proposal, visit.pk)
    changed = basis.compared(plan).changed
    rows = [row for row in changed if item_ids is None or row.item.id in item_ids]
    if not rows and item_ids is not None:
        raise RuleViolation("nothing_chosen")
    try:
        placements = [placement(row) for row in rows]
        writing.place(
            actor=actor,
            visit=visit,
            placements=placements,
            names=basis.names,
            puts_on=writing.putting_on(visit),
        )
    except writing.TakenError as taken:
        return Outcome(proposal, lost=taken.items)
    items = tuple(row.item.id for row in rows)
    end_search(proposal)
    _note(part, visit, is_whole=len(rows) == len(changed))
    if items:
        event = DayAccepted(
            visit.pk, visit.account_id, proposal.pk, proposal.day.isoformat(), list(items)
        )
        journal.record(actor=actor, event=event)
    return Outcome(proposal, items)


def _note(part: DayPart, visit: Visit, *, is_whole: bool) -> None:
    """The visit has changed by what was accepted; what is left of it can still be accepted."""
    visit.refresh_from_db(fields=["version"])
    part.visit_version = visit.version
    part.accepted_at = clock.now() if is_whole else None
    part.save(update_fields=["visit_version", "accepted_at"])
    proposal = part.proposal
    if proposal.parts.filter(accepted_at=None).exists():
        proposal.version += 1
        proposal.save(update_fields=["version"])
    else:
        close(proposal, ProposalState.ACCEPTED)


@transaction.atomic
def _ask_anew(*, actor: User, proposal_id: int, lost: writing.Lost) -> DayProposal:
    proposal = days.locked(actor, proposal_id)
    asks = requests.read(proposal.asks)
    return days.replace_open(proposal.site, proposal.day, actor=actor, asks=asks, lost=lost)
