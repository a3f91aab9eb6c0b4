"""Every address for every role and for a stranger: nothing breaks, and nobody sees too much.

What the tests of one person ask is asked once: the scheduler in `tests/conftest.py` gives all of
them to one process, and the next person's to whichever is free.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from tests.domains.visits.world import MONDAY
from tests.surfaces.places import PERSONAL, Place, places
from tests.surfaces.world import Walkers, make_walkers

from yingke.foundation.identity.models import Role
from yingke.foundation.kernel import clock
from yingke.foundation.ui import navigation

pytestmark = pytest.mark.django_db

Answer = tuple[int, str]  # the status, and where it leads
REFUSED = (404, 405)
LOGIN = "/login/"
ROLES = [
    *("requester", "coordinator", "host", "business", "guide", "logistics", "it"),
    *("approver", "manager", "account-manager", "director", "custodian", "finance"),
    *("front-desk", "admin"),
]
# Roles with the same permissions as another one, for whom no answer can differ.
ALIKE = {"interpreter": "guide", "security": "front-desk"}


@pytest.fixture(scope="module")
def walkers(django_db_setup, django_db_blocker) -> Iterator[Walkers]:
    """The world, built once: every request is taken back, so that all find the same."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.at(MONDAY):
        yield make_walkers()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def on_that_day(walkers: Walkers) -> Iterator[None]:
    with clock.at(MONDAY):
        yield


def ask(browser: Client, method: str, url: str) -> Answer:
    """The status and where it leads; what the request changed is undone."""
    if method == "get":  # changes nothing
        return _answer(browser.get(url))
    with transaction.atomic():
        answer = _answer(browser.post(url))
        transaction.set_rollback(True)
    return answer


def _answer(response: Any) -> Answer:
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code, response.get("Location", "")


@pytest.fixture(scope="module")
def answers(walkers: Walkers, django_db_blocker) -> Callable[[str, str, Place], Answer]:
    """What a person is answered at a place, asked once; the browser carries a token for the API."""
    browsers, urls = {}, {}
    with django_db_blocker.unblock(), clock.at(MONDAY):
        for name, person in walkers.people.items():
            key = walkers.keys[person.pk]
            browsers[name] = Client(headers={"Authorization": f"Bearer {key}"})
            browsers[name].force_login(person)
        for place in all_places():
            urls[place] = place.url(walkers)

    @cache
    def answer(name: str, method: str, place: Place) -> Answer:
        return ask(browsers[name], method, urls[place])

    return answer


def all_places() -> list[Place]:
    return [place for place in places() if place.name != "account_logout"]


def test_no_address_is_taken_twice():
    views: dict[str, set[object]] = {}
    for place in places():
        if place.name.startswith("api-v1:"):
            continue  # an address of the API is named once for each method
        views.setdefault(place.route, set()).add(place.view)
    assert {route for route, taken in views.items() if len(taken) > 1} == set()


def test_every_gap_in_an_address_can_be_filled(walkers):
    assert [place for place in all_places() if not place.url(walkers).startswith("/")] == []


def test_the_roles_walked_are_the_roles_there_are(walkers):
    may = dict(Role.objects.values_list("code", "permissions"))
    assert set(walkers.by_role) == {*ROLES, *ALIKE}
    assert {role: may[role] for role in ALIKE} == {
        role: may[other] for role, other in ALIKE.items()
    }


@pytest.mark.parametrize("role", [*ROLES, "colleague", "stranger"])
def test_nothing_breaks_for(role, answers):
    """Any failure of the server is raised here by the test client itself."""
    odd = {}
    for place in all_places():
        for method in ("get", "post"):
            status, _ = answers(role, method, place)
            empty = status == 400 and not place.is_api  # the API says what an empty body lacks
            if status >= 500 or empty:
                odd[f"{method} {place.route}"] = status
    assert odd == {}


def test_who_is_not_signed_in_is_sent_to_sign_in(walkers):
    open_doors = {}
    for place in all_places():
        for method in ("get", "post"):
            status, target = ask(Client(), method, place.url(walkers))
            sent = status == 302 and target.startswith(LOGIN)
            if not place.public and not sent and status not in (401, *REFUSED):
                open_doors[f"{method} {place.route}"] = status
    assert open_doors == {}


@pytest.mark.parametrize("person", ["stranger"])
def test_no_object_is_found_by(person, answers):
    seen = {}
    for place in all_places():
        if not place.gaps or place.public:
            continue
        for method in ("get", "post"):
            status, _ = answers(person, method, place)
            if status not in REFUSED and not (place.is_api and status == 400):
                seen[f"{method} {place.route}"] = status
    assert seen == {}


@pytest.mark.parametrize("person", ["colleague"])
def test_nothing_of_the_visit_is_found_by(person, answers):
    seen = {}
    for place in all_places():
        if not place.gaps or place.public or not place.route.startswith("visits/"):
            continue
        for method in ("get", "post"):
            status, _ = answers(person, method, place)
            if status not in REFUSED:
                seen[f"{method} {place.route}"] = status
    assert seen == {}


@pytest.mark.parametrize("role", ROLES)
def test_what_is_personal_is_hidden_from(role, answers):
    seen = {}
    for place in all_places():
        if place.name not in PERSONAL:
            continue
        for method in ("get", "post"):
            status, _ = answers(role, method, place)
            if status not in REFUSED:
                seen[f"{method} {place.route}"] = status
    assert seen == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_in_the_navigation_opens_for(role, walkers, answers):
    """What a person may not open is not shown."""
    by_name = {place.name: place for place in all_places()}
    shown = [item.url_name for item in navigation.items_for(walkers.people[role])]
    answered = {name: answers(role, "get", by_name[name])[0] for name in shown}
    assert {name: status for name, status in answered.items() if status not in (200, 302)} == {}
