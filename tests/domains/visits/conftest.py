"""The world of the visits for their tests, on a Monday eight days before the arrival."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.test import Client
from tests.domains.visits import world as w
from tests.domains.visits.verbs import Scenes, make_scenes
from tests.scenes import Stage

from yingke.foundation.kernel import clock


@pytest.fixture
def world(world: w.World) -> Iterator[w.World]:
    with clock.at(w.MONDAY):
        yield world


@pytest.fixture(scope="module")
def shared_scenes(stage: Stage, shared_world: w.World) -> Scenes:
    with stage(), clock.at(w.MONDAY):
        return make_scenes(deepcopy(shared_world))


@pytest.fixture
def scenes(shared_scenes: Scenes, db: None) -> Scenes:
    """A visit at each station of its life; a scene is read anew whenever it is opened."""
    return shared_scenes


@pytest.fixture
def signed_in(client: Client):
    """A function that signs a person in and gives the browser."""

    def sign_in(user) -> Client:
        client.force_login(user)
        return client

    return sign_in
