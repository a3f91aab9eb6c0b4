"""Accept a proposal: agenda, bookings and invitations in one transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.planning import permissions
from yingke.domains.planning.events import ProposalAccepted
from yingke.domains.planning.models import Proposal
from yingke.domains.planning.queries import proposals as queries
from yingke.domains.planning.rules import before
from yingke.domains.planning.rules import problem as problems
from yingke.domains.planning.rules.comparison import Row
from yingke.domains.planning.services import writing
from yingke.domains.planning.services.proposals import close, replace_open
from yingke.domains.planning.terms import OPEN_STATES, ProposalState
from yingke.domains.visits.models import Visit
from yingke.domains.visits.services import locking
from yingke.domains.visits.terms import VisitState
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Accepted:
    """What came of it: the changed items, or what was taken meanwhile and the new proposal."""

    proposal: Proposal
    items: tuple[int, ...] = ()
    lost: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def is_written(self) -> bool:
        return not self.lost and self.proposal.state == ProposalState.ACCEPTED

    @property
    def are_intended(self) -> bool:
        """Whether new people are invited only when the plan is approved."""
        return self.proposal.visit.state == VisitState.APPROVED


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
        placements = [placement(row) for row in rows]
        writing.place(
            actor=actor,
            visit=visit,
            placements=placements,
            names=basis.names,
            puts_on=writing.putting_on(visit),
        )
    except writing.TakenError as lost:
        visit.refresh_from_db()
        asked = replace_open(visit, actor=actor, asks=basis.asks, lost=lost.items)
        return Accepted(asked, lost=lost.items)
    items = tuple(row.item.id for row in rows)
    (stay,) = basis.facts.stays
    proposal.stood = before.to_json(stay.items)
    close(proposal, ProposalState.ACCEPTED, "stood")
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


def placement(row: Row) -> writing.Placement:
    """What a row of the comparison makes of its item."""
    moves = row.is_moved and row.starts_at is not None and row.ends_at is not None
    return writing.Placement(
        item=row.item.id,
        starts_at=row.starts_at if moves else None,
        ends_at=row.ends_at if moves else None,
        removed=row.removed,
        holds=tuple((one.resource, problems.what_of(one.role)) for one in row.choices),
    )
