"""A visit with an agenda that its guests, who speak German, cannot yet follow."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.test import Client
from tests.domains.visits.world import MONDAY, World, approved, with_agenda
from tests.factories.identity import make_user
from tests.factories.people import certify, make_skill, make_staff
from tests.factories.resources import make_room
from tests.scenes import Stage

from yingke.domains.people.models import Staff
from yingke.domains.resources.models import Resource
from yingke.domains.visits.models import AgendaItem, Visit
from yingke.foundation.kernel import clock


@dataclass
class Scene:
    """The visit with its three items, an interpreter, a guide and a showroom."""

    visit: Visit
    items: list[AgendaItem]
    interpreter: Staff
    guide: Staff
    showroom: Resource


@pytest.fixture(scope="module")
def shared_scene(shared_world: World, stage: Stage) -> Scene:
    world = deepcopy(shared_world)
    with stage(), clock.at(MONDAY):
        for contact in world.contacts:
            contact.language = "de"
            contact.save()
        visit = approved(world)
        with_agenda(world, visit)
        user = make_user(name="韩雪", roles=("interpreter",))
        interpreter = make_staff("韩雪", user=user, languages=["zh", "de"])
        certify(world.guide.staff, make_skill())
        showroom = make_room("储能展厅", site=world.site, kind="showroom", location="二号楼 1 层")
        return Scene(visit, list(visit.agenda.all()), interpreter, world.guide.staff, showroom)


@pytest.fixture
def world(shared_scene: Scene, world: World) -> Iterator[World]:
    """The world around that visit, eight days before the arrival."""
    with clock.at(MONDAY):
        yield world


@pytest.fixture
def scene(world: World, shared_scene: Scene) -> Scene:
    return deepcopy(shared_scene)


@pytest.fixture
def signed_in(client: Client):
    """A function that signs a person in and gives the browser."""

    def sign_in(user) -> Client:
        client.force_login(user)
        return client

    return sign_in
