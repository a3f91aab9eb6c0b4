"""A visit that ended, with its feedback asked for, as the worker does after the commit."""

from datetime import timedelta

import pytest
from tests.domains.visits.world import MONDAY, World, ended, make_world

from yingke.domains.feedback import services
from yingke.domains.feedback.models import Feedback
from yingke.foundation.kernel import clock


@pytest.fixture
def world(db: None) -> World:
    with clock.at(MONDAY):
        return make_world()


@pytest.fixture
def feedback(world: World) -> Feedback:
    """Asked for when the visit ended."""
    with clock.at(MONDAY):
        visit = ended(world)
    with clock.at(visit.ended_at + timedelta(seconds=1)):
        return services.ask_for_feedback(visit_id=visit.pk)
