"""Which visits wait for a decision on a proposal, or still lack what an accepted one left open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from yingke.domains.planning.models import Proposal
from yingke.domains.planning.queries.proposals import plan_of, without_plans
from yingke.domains.planning.rules.problem import what_of
from yingke.domains.planning.terms import ProposalState
from yingke.domains.resources.terms import BookingState
from yingke.domains.visits.models import AgendaBooking, AgendaItem, AgendaPerson
from yingke.domains.visits.terms import Answer
from yingke.engines.planner import Plan

Held = Counter[tuple[str, str]]


def to_decide(visit_ids: Collection[int]) -> list[Proposal]:
    """The newest proposal of each visit, where it is ready or left needs unmet that still are.

    `unmet` is the number of needs unmet now.
    """
    rows = without_plans().filter(visit__in=visit_ids).order_by("visit", "-pk").distinct("visit")
    newest = list(rows)
    accepted = [row for row in newest if row.state == ProposalState.ACCEPTED and row.unmet]
    left = _left_by(accepted)
    for row in accepted:
        row.unmet = left[row.pk]
    ready = [row for row in newest if row.state == ProposalState.DONE]
    return [*ready, *(row for row in accepted if row.unmet)]


def _left_by(accepted: Iterable[Proposal]) -> dict[int, int]:
    rows = Proposal.objects.filter(pk__in=[row.pk for row in accepted]).only("plan")
    plans = {row.pk: plan_of(row) or Plan() for row in rows}
    names = {one.activity for plan in plans.values() for one in plan.unmet}
    items = AgendaItem.objects.filter(pk__in=[int(name[1:]) for name in names])
    known = {f"i{pk}" for pk in items.values_list("pk", flat=True)} if names else set()
    held = _held(known) if known else Counter()
    return {pk: _left(plan, known, held) for pk, plan in plans.items()}


def _left(plan: Plan, known: Collection[str], held: Held) -> int:
    """How many needs are unmet: never more than the plan left open."""
    open_: Held = Counter(
        (one.activity, what_of(one.role))
        for one in plan.unmet
        if one.activity in known and ".kept." not in one.role
    )
    served = Counter(
        (entry.activity, what_of(pick.role)) for entry in plan.placed for pick in entry.picks
    )
    return sum(min(count, max(0, served[key] + count - held[key])) for key, count in open_.items())


def _held(activities: Iterable[str]) -> Held:
    """People in a role and resources of a kind, by the activity that they serve."""
    ids = [int(name[1:]) for name in activities]
    people = AgendaPerson.objects.filter(item__in=ids).exclude(answer=Answer.DECLINED)
    bookings = AgendaBooking.objects.filter(item__in=ids)
    bookings = bookings.exclude(booking__state=BookingState.CANCELLED)
    found = Counter((f"i{item}", role) for item, role in people.values_list("item", "role"))
    kinds = bookings.values_list("item", "booking__resource__kind")
    return found + Counter((f"i{item}", kind) for item, kind in kinds)
