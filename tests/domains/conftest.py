"""The company of `visits.world`, made once for the tests of a module."""

from copy import deepcopy

import pytest
from tests.domains.visits.world import MONDAY, World, make_world
from tests.scenes import Stage

from yingke.foundation.kernel import clock


@pytest.fixture(scope="module")
def shared_world(stage: Stage) -> World:
    with stage(), clock.at(MONDAY):
        return make_world()


@pytest.fixture
def world(shared_world: World, db: None) -> World:
    """The people, the customer, the site and its room, eight days before the arrival."""
    return deepcopy(shared_world)
