"""Ask for a proposal, with requests, and end its improvement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.planning import permissions
from yingke.domains.planning.events import ProposalAsked
from yingke.domains.planning.models import Proposal, Search
from yingke.domains.planning.rules import asks as requests
from yingke.domains.planning.rules.asks import Ask
from yingke.domains.planning.terms import AT_WORK_STATES, OPEN_STATES, ProposalState
from yingke.domains.visits.services import locking
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock, jobs
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import User

IMPROVE = "planning.improve"


@transaction.atomic
def propose(*, actor: User, visit_id: int, asks: Sequence[Mapping[str, Any]] = ()) -> Proposal:
    """Ask for a proposal for a visit; it replaces the open one.

    RuleViolation("agenda_empty") where there is nothing to plan, ("ask_unknown") for a request of
    another shape.
    """
    visit = locking.locked(visit_id)
    require(permissions.can_propose(actor, visit))
    return replace_open(visit, actor=actor, asks=requests.read(asks))


@transaction.atomic
def ask(*, actor: User, proposal_id: int, wanted: Mapping[str, Any]) -> Proposal:
    """Ask again with one more request; one that it contradicts is dropped."""
    proposal = _locked(actor, proposal_id)
    asks = requests.added(requests.read(proposal.asks), Ask.from_json(wanted))
    return replace_open(proposal.visit, actor=actor, asks=asks)


@transaction.atomic
def withdraw_ask(*, actor: User, proposal_id: int, number: int) -> Proposal:
    """Ask again without the request at this place of the list, from 0."""
    proposal = _locked(actor, proposal_id)
    asks = requests.without(requests.read(proposal.asks), number)
    return replace_open(proposal.visit, actor=actor, asks=asks)


@transaction.atomic
def stop(*, actor: User, proposal_id: int) -> Proposal:
    """Keep the best plan so far; no effect on a proposal that is not at work."""
    proposal = _locked(actor, proposal_id)
    end_search(proposal)
    return proposal


def end_search(proposal: Search) -> None:
    """Keep the best plan so far of a locked proposal, in the caller's transaction."""
    if proposal.state in AT_WORK_STATES:
        proposal.stopping = True
        if proposal.plan is not None:
            proposal.state, proposal.finished_at = ProposalState.DONE, clock.now()
        write(proposal, "stopping", "state", "finished_at")


def close(proposal: Search, state: ProposalState, *also: str) -> None:
    """Mark a locked proposal as accepted or replaced, in the caller's transaction; `also` names
    further columns to write."""
    proposal.state, proposal.stopping = state, True
    proposal.finished_at = clock.now()
    write(proposal, "state", "stopping", "finished_at", *also)


def replace_open(
    visit: Visit, *, actor: User, asks: Sequence[Ask], lost: Mapping[str, Any] | None = None
) -> Proposal:
    """Close the open proposal of a locked visit and start another one, in the caller's
    transaction. `lost` tells by item what was taken when the former one was accepted.
    """
    if not visit.agenda.filter(started_at=None).exists():
        raise RuleViolation("agenda_empty")
    for former in Proposal.objects.select_for_update().filter(visit=visit, state__in=OPEN_STATES):
        close(former, ProposalState.CANCELLED)
    proposal = Proposal.objects.create(
        visit=visit,
        asked_by=actor,
        asked_at=clock.now(),
        visit_version=visit.version,
        asks=[one.to_json() for one in asks],
        lost=dict(lost or {}),
    )
    journal.record(
        actor=actor,
        event=ProposalAsked(visit.pk, visit.account_id, proposal.pk, proposal.asks),
    )
    jobs.enqueue(IMPROVE, proposal_id=proposal.pk)
    return proposal


def write(proposal: Search, *fields: str) -> None:
    """Write the named columns and count the write."""
    proposal.version += 1
    proposal.save(update_fields=[*fields, "version"])


def _locked(actor: User, proposal_id: int) -> Proposal:
    """The visit first, then the proposal, as everywhere."""
    visit_id = Proposal.objects.values_list("visit_id", flat=True).get(pk=proposal_id)
    visit = locking.locked(visit_id)
    require(permissions.can_propose(actor, visit))
    proposal = Proposal.objects.select_for_update().get(pk=proposal_id)
    if proposal.state not in OPEN_STATES:
        raise RuleViolation("proposal_closed")
    proposal.visit = visit
    return proposal
