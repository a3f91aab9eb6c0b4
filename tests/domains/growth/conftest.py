"""A visit that ended, with its follow-up opened, as the worker does after the commit."""

import pytest
from tests.domains.visits.world import MONDAY, World, ended, make_world

from yingke.domains.growth import services
from yingke.domains.growth.models import FollowUp
from yingke.foundation.kernel import clock


@pytest.fixture
def world(db: None) -> World:
    with clock.at(MONDAY):
        return make_world()


@pytest.fixture
def follow_up(world: World) -> FollowUp:
    """Opened at the moment when the visit ended."""
    with clock.at(MONDAY):
        visit = ended(world)
    with clock.at(visit.ended_at):
        return services.open_follow_up(visit_id=visit.pk)
