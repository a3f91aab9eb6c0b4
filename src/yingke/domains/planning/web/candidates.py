"""The planner's judgement of who and what could serve an item, beside the agenda as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from yingke.domains.planning.queries.proposals import Basis
from yingke.domains.planning.rules import problem as problems
from yingke.domains.planning.web.words import WHY_NOT, needed_for
from yingke.domains.visits.registers import Judge, Verdict
from yingke.engines.planner import Cause, Judgement, Plan, judge

if TYPE_CHECKING:
    from yingke.domains.visits.models import AgendaItem

# Said by the lists themselves, in their own words.
KNOWN: Final = {
    Cause.KIND,
    Cause.NOT_NAMED,
    Cause.CERTIFICATE,
    Cause.EXPIRED,
    Cause.LANGUAGE,
    Cause.TOO_SMALL,
    Cause.AWAY,
}


def _judged(item: AgendaItem, what: str) -> Mapping[int, Verdict]:
    """Verdicts by id for the first need of the item that asks for this role or kind."""
    if item.started_at is not None:
        return {}
    basis = Basis.of(item.visit_id, [])
    name = f"i{item.pk}"
    activity = next((one for one in basis.problem.activities if one.id == name), None)
    roles = [one.role for one in activity.requires] if activity is not None else []
    role = next((one for one in roles if problems.what_of(one) == what), None)
    if role is None or ".kept." in role:
        return {}
    plan = Plan(placed=problems.standing(basis.facts, basis.problem))
    items = {f"i{one.id}": one.name for stay in basis.facts.stays for one in stay.items}
    found = judge(basis.problem, plan, name, role)
    return {int(one.resource[1:]): _verdict(one, items, name) for one in found}


def _verdict(judgement: Judgement, items: Mapping[str, str], own: str) -> Verdict:
    cost = judgement.preference + judgement.cost
    rejection = judgement.rejection
    if rejection is None or rejection.cause in KNOWN or rejection.detail.startswith("lacks as:"):
        return Verdict(cost=cost)
    if rejection.cause == Cause.BUSY:
        if rejection.activity == own:
            return Verdict(cost=cost)
        return Verdict((needed_for(items.get(rejection.activity, "")),), cost)
    return Verdict((str(WHY_NOT[rejection.cause]),), cost)


JUDGE: Final = Judge("planning", _judged, _judged)
