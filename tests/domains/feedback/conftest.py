"""A visit that ended, with its feedback asked for, as the worker does after the commit."""

from copy import deepcopy
from datetime import timedelta

import pytest
from tests.domains.visits.world import MONDAY, World, ended
from tests.scenes import Stage

from yingke.domains.feedback import services
from yingke.domains.feedback.models import Feedback
from yingke.foundation.kernel import clock


@pytest.fixture(scope="module")
def shared_feedback(shared_world: World, stage: Stage) -> Feedback:
    """Asked for when the visit ended."""
    with stage(), clock.at(MONDAY):
        visit = ended(deepcopy(shared_world))
    with stage(), clock.at(visit.ended_at + timedelta(seconds=1)):
        return services.ask_for_feedback(visit_id=visit.pk)


@pytest.fixture
def world(shared_feedback: Feedback, world: World) -> World:
    """The world after that visit, in every test of the module."""
    return world


@pytest.fixture
def feedback(shared_feedback: Feedback, db: None) -> Feedback:
    return deepcopy(shared_feedback)
