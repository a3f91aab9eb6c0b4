"""Visits in any state, driven there by the services as the roles concerned would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.domains.visits import world as w

from yingke.domains.visits.services import approvals, closing, requests
from yingke.domains.visits.terms import Decision, VisitState
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.domains.visits.models import Visit


def make_visit(world: w.World, state: str = VisitState.APPROVED, **changes: Any) -> Visit:
    """A visit of the world in this state; `changes` are fields of its request."""
    visit = _MAKERS[state](world, **changes)
    visit.refresh_from_db()
    return visit


def _drafted(world: w.World, **changes: Any) -> Visit:
    return requests.draft_visit(actor=world.requester, fields=world.fields(**changes))


def _decided(decide: Callable[..., Any]) -> Callable[..., Visit]:
    def make(world: w.World, **changes: Any) -> Visit:
        visit = w.submitted(world, **changes)
        question = visit.approvals.filter(decision=Decision.PENDING).first()
        assert question is not None
        decide(actor=world.approver, approval_id=question.pk, comment="请补充来宾名单")
        return visit

    return make


def _in_progress(world: w.World, **changes: Any) -> Visit:
    from yingke.domains.visits.services import reception

    visit = w.confirmed(world, **changes)
    with clock.at(visit.arrives_at):
        return reception.note_arrival(actor=world.host, visit_id=visit.pk)


def _followed_up(world: w.World, **changes: Any) -> Visit:
    visit = w.ended(world, **changes)
    with clock.at(visit.leaves_at + timedelta(days=1)):
        return closing.start_follow_up(actor=world.host, visit_id=visit.pk)


def _archived(world: w.World, **changes: Any) -> Visit:
    visit = _followed_up(world, **changes)
    with clock.at(visit.leaves_at + timedelta(days=2)):
        return closing.archive(actor=world.coordinator, visit_id=visit.pk, accept_gaps=True)


def _cancelled(world: w.World, **changes: Any) -> Visit:
    visit = w.approved(world, **changes)
    return closing.cancel(
        actor=world.requester, visit_id=visit.pk, version=visit.version, reason="客户改期"
    )


_MAKERS: dict[str, Callable[..., Visit]] = {
    VisitState.DRAFT: _drafted,
    VisitState.SUBMITTED: w.submitted,
    VisitState.RETURNED: _decided(approvals.return_request),
    VisitState.REJECTED: _decided(approvals.reject),
    VisitState.APPROVED: w.approved,
    VisitState.PLANNED: w.planned,
    VisitState.CONFIRMED: w.confirmed,
    VisitState.IN_PROGRESS: _in_progress,
    VisitState.ENDED: w.ended,
    VisitState.FOLLOW_UP: _followed_up,
    VisitState.ARCHIVED: _archived,
    VisitState.CANCELLED: _cancelled,
}
