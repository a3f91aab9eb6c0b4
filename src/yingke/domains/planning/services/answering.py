"""The worker's part of a change: how the agenda may answer it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from django.db import transaction

from yingke.domains.planning.models import ChangeRequest
from yingke.domains.planning.queries import facts
from yingke.domains.planning.rules import problem as problems
from yingke.domains.planning.rules.alternatives import Alternative, alternative
from yingke.domains.planning.rules.changing import ADDED, Draft, drafts, other_choice
from yingke.domains.planning.rules.details import Details
from yingke.domains.planning.rules.standing import as_before, near_its_times
from yingke.domains.planning.rules.values import Facts
from yingke.domains.planning.services.changes import write
from yingke.domains.planning.terms import AlternativeKind, ChangeKind, ChangeState
from yingke.domains.visits.models import Visit
from yingke.engines.planner import Limits, Placed, Plan, Problem, replan
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS: Final = 1.0
"""What each answer may take; the first has to stand within three seconds."""
MOST: Final = 3
LOST: Final = (ChangeKind.PERSON, ChangeKind.ROOM, ChangeKind.VEHICLE, ChangeKind.HEADS)


def answer(*, change_id: int) -> None:
    """Compute the alternatives of a reported change; each is shown as soon as it is there.

    Repeating it has no effect once the change is decided or answered.
    """
    change = ChangeRequest.objects.get(pk=change_id)
    if change.state != ChangeState.REPORTED:
        return
    visit = facts.loaded(Visit.objects.filter(pk=change.visit_id)).get()
    now = facts.of_visit(visit)
    found: list[Alternative] = []
    for one in _answers(now, change.kind, Details.from_json(change.details)):
        if any(_is_like(one, other) for other in found):
            continue
        found.append(one)
        if not _keep(change_id, found, visit.version) or len(found) == MOST:
            return


def _answers(before: Facts, kind: str, details: Details) -> Iterator[Alternative]:
    first: tuple[Draft, Alternative] | None = None
    for draft in drafts(before, kind, details):
        one = solved(before, draft)
        first = first or (draft, one)
        yield one
    if first is not None and kind in LOST:
        draft, one = first
        chosen = [name for line in one.lines for name, _what in line.came]
        if chosen:
            yield solved(before, other_choice(draft, chosen))


def solved(before: Facts, draft: Draft) -> Alternative:
    """Mend what stands so that the draft holds, with as little changed as can be."""
    problem = as_before(problems.build(draft.facts, draft.asks), before)
    standing = _published(draft, problem)
    problem = near_its_times(problem, standing.placed)
    plan, _difference = replan(problem, standing, limits=Limits(seconds=SECONDS))
    return alternative(before, draft, problem, plan)


def _published(draft: Draft, problem: Problem) -> Plan:
    """The agenda as it stands, without an item that is only now added."""
    placed: Sequence[Placed] = problems.standing(draft.facts, problem)
    return Plan(placed=tuple(one for one in placed if one.activity != f"i{ADDED}"))


def _is_like(one: Alternative, other: Alternative) -> bool:
    """Whether both change the agenda in the same way; a worse one of another kind counts too."""
    return one.lines == other.lines or (
        one.kind != AlternativeKind.LEAST and len(one.unplaced) > len(other.unplaced)
    )


@transaction.atomic
def _keep(change_id: int, found: Sequence[Alternative], visit_version: int) -> bool:
    """Store the answers so far; False if nobody waits for them any more."""
    change = ChangeRequest.objects.select_for_update().get(pk=change_id)
    first = change.state == ChangeState.REPORTED
    if not first and (change.state != ChangeState.PROPOSED or change.chosen is not None):
        return False
    change.alternatives = [one.to_json() for one in found]
    if first:
        change.state, change.proposed_at = ChangeState.PROPOSED, clock.now()
        change.visit_version = visit_version
    write(change, "alternatives", "state", "proposed_at", "visit_version")
    return True
