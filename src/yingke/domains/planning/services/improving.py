"""The worker's part: make a proposal and improve it, keeping each better plan."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final, cast

from django.db import connection, transaction
from django.db.models import Q

from yingke.domains.planning.models import DayPart, DayProposal, Proposal, Search
from yingke.domains.planning.queries import days
from yingke.domains.planning.queries import proposals as queries
from yingke.domains.planning.queries.proposals import Basis
from yingke.domains.planning.rules.comparison import open_needs, without_bystanders
from yingke.domains.planning.services.proposals import write
from yingke.domains.planning.terms import AT_WORK_STATES, ProposalState
from yingke.engines.planner import Limits, Plan, Progress, Score, explained, solve, to_json
from yingke.foundation.kernel import clock
from yingke.foundation.policy import queries as policy

Listener = Callable[[Progress], bool]

FIRST: Final = 0.6
"""Seconds of the first round, so that a proposal stands at once."""
SHARES: Final = (0.2, 1.0)
"""What each further round may take of the seconds that are left."""
WAYS: Final = 12
"""Ways out are sought for so many unmet needs."""
SMALL: Final = 60
"""In a problem of more activities ways out take long, so that they wait for the end of the search,
"""
FEW_WAYS: Final = 3
"""and are sought for so many needs."""
KEPT: Final = 20
PAUSE: Final = 2.0
"""Seconds between two looks at whether somebody has stopped it."""


def improve(*, proposal_id: int) -> None:
    """Make and improve a proposal until it is proved, stopped or out of time.

    A run that was killed continues with its stored plan from the round in which it was; what was
    begun from other rows begins anew.
    """
    proposal = Proposal.objects.filter(pk=proposal_id, state__in=AT_WORK_STATES).first()
    if proposal is not None:
        _improve(proposal, queries.basis_of(proposal))


def improve_day(*, proposal_id: int) -> None:
    """The same for the visits of a day together."""
    proposal = DayProposal.objects.filter(pk=proposal_id, state__in=AT_WORK_STATES).first()
    if proposal is not None:
        _improve(proposal, days.basis_of(proposal))


def _improve(proposal: Search, basis: Basis) -> None:
    best = _begin(proposal, basis)
    with _watching(proposal) as listener:
        _search(proposal, basis, best, listener)


def _search(proposal: Search, basis: Basis, best: Plan | None, listener: Listener) -> None:
    began = time.monotonic() - proposal.seconds
    most = int(cast(int, policy.value("planning.search.seconds")))
    is_large = len(basis.problem.activities) > SMALL
    rounds = proposal.rounds
    for number in range(rounds, 1 + len(SHARES)):
        left = most - (time.monotonic() - began)
        seconds = FIRST if number == 0 else left * SHARES[number - 1]
        if best is not None and (best.proved or seconds <= 0):
            break
        limits = Limits(seconds=seconds, seed=number + 1)
        plan = solve(basis.problem, limits=limits, listener=listener, explain=False)
        plan = _explained(basis, plan, most=0 if is_large else WAYS)
        best = plan if best is None or plan.score < best.score or plan.proved else best
        rounds = number + 1
        if not _keep(proposal, best, rounds, time.monotonic() - began):
            return
    if best is not None and is_large:
        best = _explained(basis, best, most=FEW_WAYS)
        _keep(proposal, best, rounds, time.monotonic() - began)
    _finish(proposal)


def _explained(basis: Basis, plan: Plan, *, most: int) -> Plan:
    """With reasons, who else was looked at, and ways out of so many unmet needs."""
    return without_bystanders(explained(basis.problem, plan, set(), most=most))


@transaction.atomic
def _begin(proposal: Search, basis: Basis) -> Plan | None:
    """Mark it as running; return the stored plan if it was made from these rows."""
    digest = _digest(basis)
    if proposal.digest != digest:
        proposal.rounds, proposal.seconds, proposal.plan = 0, 0.0, None
        proposal.improvements = []
    proposal.digest, proposal.state = digest, ProposalState.RUNNING
    write(proposal, "digest", "state", "rounds", "seconds", "plan", "improvements")
    _note_versions(proposal, basis.versions)
    return queries.plan_of(proposal)


def _note_versions(proposal: Search, versions: Mapping[int, int]) -> None:
    """Keep from which state of the visits it is made."""
    if isinstance(proposal, Proposal):
        proposal.visit_version = versions[proposal.visit_id]
        proposal.save(update_fields=["visit_version"])
        return
    parts = list(DayPart.objects.filter(proposal=proposal.pk))
    for part in parts:
        part.visit_version = versions[part.visit_id]
    DayPart.objects.bulk_update(parts, ["visit_version"])


@transaction.atomic
def _keep(searched: Search, plan: Plan, rounds: int, seconds: float) -> bool:
    """Store the best plan; False if nobody waits for a better one."""
    proposal = _locked(searched)
    if proposal.state != ProposalState.RUNNING:
        return False
    score = _levels(plan.score)
    steps = proposal.improvements
    if not steps or steps[-1]["score"] != score:
        step = {"seconds": round(seconds, 1), "score": score, "unmet": open_needs(plan)}
        steps = [*steps, step][-KEPT:]
    proposal.plan, proposal.improvements = to_json(plan), steps
    proposal.rounds, proposal.seconds, proposal.unmet = rounds, seconds, open_needs(plan)
    write(proposal, "plan", "unmet", "improvements", "rounds", "seconds")
    return not proposal.stopping or _finish_locked(proposal)


@transaction.atomic
def _finish(searched: Search) -> None:
    proposal = _locked(searched)
    if proposal.state == ProposalState.RUNNING:
        _finish_locked(proposal)


def _finish_locked(proposal: Search) -> bool:
    proposal.state, proposal.finished_at = ProposalState.DONE, clock.now()
    write(proposal, "state", "finished_at")
    return False


def _locked(proposal: Search) -> Search:
    return type(proposal)._default_manager.select_for_update().get(pk=proposal.pk)


@contextmanager
def _watching(proposal: Search) -> Iterator[Callable[[Progress], bool]]:
    """A listener for the planner that ends the search when somebody stops the proposal.

    The planner asks from its own threads and often; one thread with its own connection looks.
    """
    stopped, over = Event(), Event()
    closed = Q(stopping=True) | ~Q(state__in=AT_WORK_STATES)

    def watch() -> None:
        try:
            while not over.wait(PAUSE) and not stopped.is_set():
                if type(proposal)._default_manager.filter(closed, pk=proposal.pk).exists():
                    stopped.set()
        finally:
            connection.close()

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield lambda _progress: not stopped.is_set()
    finally:
        over.set()
        thread.join()


def _levels(score: Score) -> list[int]:
    return [score.unmet, score.disturbance, score.preference, score.cost]


def _digest(basis: Basis) -> str:
    """Of the problem without the moment at which it was built."""
    problem = to_json(basis.problem)
    problem.pop("now", None)
    return hashlib.sha256(json.dumps(problem, sort_keys=True).encode()).hexdigest()
