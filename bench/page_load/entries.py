"""The journal of the benchmark's visits."""

from datetime import timedelta
from typing import Any

from yingke.domains.assessment import services as assessment
from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits import events
from yingke.domains.visits.models import Visit
from yingke.foundation.journal.services import PastEvent, backfill

KINDS = [kind for kind in NodeKind.values if kind != "other"]


def write(company: Any, visits: list[Visit]) -> None:
    """Write the entries of these visits, and the monthly facts that follow from them."""
    facts = []
    for visit in visits:
        about = (visit.pk, visit.account_id)
        moment = visit.created_at
        facts.append(
            PastEvent(
                events.VisitDrafted(*about, visit.number, visit.title), moment, visit.requester
            )
        )
        facts += _indicators(company, visit, about)
        for place, kind in enumerate(KINDS[:11]):
            due = visit.arrives_at + timedelta(days=place - 7)
            done = events.NodeCompleted(
                *about, place + 1, kind, f"节点 {place + 1}", f"Node {place + 1}", due, True
            )
            late = timedelta(hours=1 if place % 5 == 0 else -1)
            if due + late < company.now:
                facts.append(PastEvent(done, due + late, company.coordinator))
    backfill(facts)
    assessment.rebuild()


def _indicators(company: Any, visit: Visit, about: tuple[int, int]) -> list[PastEvent]:
    """What the indicators look at beside the nodes."""
    moment, arrives = visit.created_at, visit.arrives_at
    nodes = [
        {"number": place + 1, "due_at": (arrives + timedelta(days=place - 7)).isoformat()}
        for place in range(len(KINDS))
    ]
    facts = [
        (events.VisitSubmitted(*about, "normal", 10, arrives), timedelta(days=1)),
        (events.NodesScheduled(*about, "bench", nodes), timedelta(days=2)),
        (events.PlanApproved(*about, 1, ""), timedelta(days=3)),
        (events.VisitConfirmed(*about, 22 + visit.pk % 3, 24, 95), timedelta(days=12)),
    ]
    for place in range(3):
        task = (place, f"准备 {place}", f"Prepare {place}", moment + timedelta(days=2))
        accepted = events.TaskAccepted(*about, *task, 1, 2 + place)
        facts.append((accepted, timedelta(days=2, hours=2 + place + visit.pk % 7)))
    return [
        PastEvent(event, moment + after, company.coordinator)
        for event, after in facts
        if moment + after < company.now
    ]
