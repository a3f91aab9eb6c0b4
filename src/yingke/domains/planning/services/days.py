"""Plan the visits of a day together: ask, with requests, and end the search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.planning import permissions
from yingke.domains.planning.models import DayPart, DayProposal
from yingke.domains.planning.queries import days as queries
from yingke.domains.planning.rules import asks as requests
from yingke.domains.planning.rules.asks import Ask
from yingke.domains.planning.services.proposals import close, end_search
from yingke.domains.planning.terms import OPEN_STATES, ProposalState
from yingke.foundation.identity.models import Site
from yingke.foundation.identity.permissions import require
from yingke.foundation.kernel import clock, jobs
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

IMPROVE_DAY = "planning.improve_day"


@transaction.atomic
def propose_day(
    *, actor: User, site_id: int, day: date, asks: Sequence[Mapping[str, Any]] = ()
) -> DayProposal:
    """Ask for a proposal for all visits of a day that are not confirmed; it replaces the open one.

    RuleViolation("day_empty") where there are none.
    """
    require(permissions.can_plan_days(actor))
    return replace_open(locked_site(site_id), day, actor=actor, asks=requests.read(asks))


@transaction.atomic
def ask_day(*, actor: User, proposal_id: int, wanted: Mapping[str, Any]) -> DayProposal:
    """Ask again with one more request; one that it contradicts is dropped."""
    proposal = locked(actor, proposal_id)
    asks = requests.added(requests.read(proposal.asks), Ask.from_json(wanted))
    return replace_open(proposal.site, proposal.day, actor=actor, asks=asks)


@transaction.atomic
def withdraw_day_ask(*, actor: User, proposal_id: int, number: int) -> DayProposal:
    """Ask again without the request at this place of the list, from 0."""
    proposal = locked(actor, proposal_id)
    asks = requests.without(requests.read(proposal.asks), number)
    return replace_open(proposal.site, proposal.day, actor=actor, asks=asks)


@transaction.atomic
def stop_day(*, actor: User, proposal_id: int) -> DayProposal:
    """Keep the best plan so far; no effect on a proposal that is not at work."""
    proposal = locked(actor, proposal_id)
    end_search(proposal)
    return proposal


def replace_open(
    site: Site,
    day: date,
    *,
    actor: User,
    asks: Sequence[Ask],
    lost: Mapping[str, Any] | None = None,
) -> DayProposal:
    """Close the open proposal of a day at a locked site and start another one, in the caller's
    transaction. `lost` tells by item what was taken when the former one was accepted.
    """
    visits = list(queries.visits_of(actor, site, day))
    if not visits:
        raise RuleViolation("day_empty")
    rows = DayProposal.objects.select_for_update()
    for former in rows.filter(site=site, day=day, state__in=OPEN_STATES):
        close(former, ProposalState.CANCELLED)
    proposal = DayProposal.objects.create(
        site=site,
        day=day,
        asked_by=actor,
        asked_at=clock.now(),
        asks=[one.to_json() for one in asks],
        lost=dict(lost or {}),
    )
    DayPart.objects.bulk_create(
        DayPart(proposal=proposal, visit=visit, visit_version=visit.version) for visit in visits
    )
    jobs.enqueue(IMPROVE_DAY, proposal_id=proposal.pk)
    return proposal


def locked(actor: User, proposal_id: int) -> DayProposal:
    """Lock and return an open proposal; the site first, as everywhere."""
    require(permissions.can_plan_days(actor))
    site = locked_site(DayProposal.objects.values_list("site_id", flat=True).get(pk=proposal_id))
    proposal = DayProposal.objects.select_for_update().get(pk=proposal_id)
    if proposal.state not in OPEN_STATES:
        raise RuleViolation("proposal_closed")
    proposal.site = site
    return proposal


def locked_site(site_id: int) -> Site:
    """Lock a site, so that one day is not planned twice at once."""
    return Site.objects.select_for_update(no_key=True).get(pk=site_id)
