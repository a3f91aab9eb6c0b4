"""The world of the visits for their tests, on a Monday eight days before the arrival."""

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.domains.visits import world as w

from yingke.foundation.kernel import clock


@pytest.fixture
def world(world: w.World) -> Iterator[w.World]:
    with clock.at(w.MONDAY):
        yield world


@pytest.fixture
def signed_in(client: Client):
    """A function that signs a person in and gives the browser."""

    def sign_in(user) -> Client:
        client.force_login(user)
        return client

    return sign_in
