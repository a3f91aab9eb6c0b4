"""A visit that ended, with its follow-up opened, as the worker does after the commit."""

from copy import deepcopy

import pytest
from tests.domains.visits.world import MONDAY, World, ended
from tests.scenes import Stage

from yingke.domains.growth import services
from yingke.domains.growth.models import FollowUp
from yingke.foundation.kernel import clock


@pytest.fixture(scope="module")
def shared_follow_up(shared_world: World, stage: Stage) -> FollowUp:
    """Opened at the moment when the visit ended."""
    with stage(), clock.at(MONDAY):
        visit = ended(deepcopy(shared_world))
    with stage(), clock.at(visit.ended_at):
        return services.open_follow_up(visit_id=visit.pk)


@pytest.fixture
def world(shared_follow_up: FollowUp, world: World) -> World:
    """The world after that visit, in every test of the module."""
    return world


@pytest.fixture
def follow_up(shared_follow_up: FollowUp, db: None) -> FollowUp:
    return deepcopy(shared_follow_up)
