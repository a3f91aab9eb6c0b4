"""A company with visits in several months and states, driven through the services."""

from datetime import datetime, timedelta

import pytest
from tests.domains.visits.world import (
    ARRIVAL,
    MONDAY,
    World,
    approved,
    confirmed,
    ended,
    make_world,
    submitted,
    with_agenda,
)

from yingke.domains.visits.models import Visit
from yingke.domains.visits.services import approvals, closing, plans, procedure
from yingke.domains.visits.services import tasks as visit_tasks
from yingke.foundation.kernel import clock


@pytest.fixture
def world(db: None) -> World:
    with clock.at(MONDAY):
        return make_world()


def dates(weeks: float) -> dict[str, object]:
    """The fields of a visit that comes so many weeks after the world's own."""
    arrives_at = ARRIVAL + timedelta(weeks=weeks)
    return {"arrives_at": arrives_at, "leaves_at": arrives_at + timedelta(hours=7)}


@pytest.fixture
def one(world: World) -> Visit:
    """A visit that took place as planned, with nodes due in November and December."""
    with clock.at(MONDAY):
        return ended(world)


@pytest.fixture
def company(world: World, one: Visit) -> list[Visit]:
    """Four visits: one ended, one ready, one that took its time, one cancelled half way."""
    with clock.at(MONDAY + timedelta(weeks=4)):
        ready = confirmed(world, **dates(4))
    slow = _taken_slowly(world, MONDAY + timedelta(weeks=1))
    with clock.at(MONDAY + timedelta(weeks=1)):
        called_off = approved(world, **dates(1.5))
    with clock.at(called_off.arrives_at - timedelta(days=3)):
        called_off.refresh_from_db()
        closing.cancel(
            actor=world.coordinator,
            visit_id=called_off.pk,
            version=called_off.version,
            reason="客户改期",
        )
    return [one, ready, slow, called_off]


def _taken_slowly(world: World, start: datetime) -> Visit:
    """Requested, approved 3 hours later, planned 20 hours after that; one node is waived, and
    each assignee accepts his tasks one later than the other."""
    with clock.at(start):
        visit = submitted(world, **dates(1))
    with clock.at(start + timedelta(hours=3)):
        for approval in visit.approvals.filter(decision="pending"):
            approvals.approve(actor=world.manager, approval_id=approval.pk)
        visit.refresh_from_db()
        with_agenda(world, visit)
        node = visit.nodes.get(kind="profile")
        procedure.waive_node(actor=world.coordinator, node_id=node.pk, reason="老客户")
        visit.refresh_from_db()
        plans.submit_plan(actor=world.coordinator, visit_id=visit.pk, version=visit.version)
    with clock.at(start + timedelta(hours=23)):
        plan = visit.approvals.get(kind="plan", decision="pending")
        approvals.approve(actor=world.approver, approval_id=plan.pk)
    tasks = visit.tasks.filter(state="assigned").exclude(assignee=None).select_related("assignee")
    for place, task in enumerate(tasks, start=1):
        with clock.at(task.assigned_at + place * timedelta(hours=5)):
            visit_tasks.accept(actor=task.assignee, task_id=task.pk)
    return visit
