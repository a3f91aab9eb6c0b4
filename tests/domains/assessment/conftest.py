"""A company with visits in several months and states, driven through the services."""

from copy import deepcopy
from datetime import datetime, timedelta

import pytest
from tests.domains.visits.world import (
    MONDAY,
    World,
    approved,
    confirmed,
    ended,
    submitted,
    weeks_later,
    with_agenda,
)
from tests.scenes import Stage

from yingke.domains.assessment import services
from yingke.domains.planning.events import ChangeTold
from yingke.domains.visits.models import Visit
from yingke.domains.visits.services import approvals, closing, plans, procedure
from yingke.domains.visits.services import tasks as visit_tasks
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock


@pytest.fixture(scope="module")
def shared_company(shared_world: World, stage: Stage) -> list[Visit]:
    """Four visits: one ended with nodes due in November and December, one ready, one that took its
    time, one cancelled half way."""
    world = deepcopy(shared_world)
    with stage():
        return _happened(world)


@pytest.fixture
def world(shared_company: list[Visit], world: World) -> World:
    """The world after these visits, in every test of the module."""
    return world


@pytest.fixture
def company(shared_company: list[Visit], db: None) -> list[Visit]:
    return deepcopy(shared_company)


@pytest.fixture
def one(company: list[Visit]) -> Visit:
    """The visit that took place as planned."""
    return company[0]


def _happened(world: World) -> list[Visit]:
    with clock.at(MONDAY):
        one = ended(world)
    with clock.at(MONDAY + timedelta(weeks=4)):
        ready = confirmed(world, **weeks_later(4))
    slow = _taken_slowly(world, MONDAY + timedelta(weeks=1))
    with clock.at(MONDAY + timedelta(weeks=1)):
        called_off = approved(world, **weeks_later(1.5))
    with clock.at(called_off.arrives_at - timedelta(days=3)):
        called_off.refresh_from_db()
        closing.cancel(
            actor=world.coordinator,
            visit_id=called_off.pk,
            version=called_off.version,
            reason="客户改期",
        )
    with clock.at(MONDAY + timedelta(days=3)):
        told = ChangeTold(one.pk, one.account_id, 1, people=4, seconds=180)
        journal.record(actor=world.coordinator, event=told)
    services.rebuild()
    return [one, ready, slow, called_off]


def _taken_slowly(world: World, start: datetime) -> Visit:
    """Requested, approved 3 hours later, planned 20 hours after that; one node is skipped, and
    each assignee accepts his tasks one later than the other."""
    with clock.at(start):
        visit = submitted(world, **weeks_later(1))
    with clock.at(start + timedelta(hours=3)):
        for approval in visit.approvals.filter(decision="pending"):
            approvals.approve(actor=world.manager, approval_id=approval.pk)
        visit.refresh_from_db()
        with_agenda(world, visit)
        node = visit.nodes.get(kind="profile")
        procedure.skip_node(actor=world.coordinator, node_id=node.pk, reason="老客户")
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
