"""The session, its user, what they may do and the navigation's numbers: one statement."""

import pytest
from django.contrib.sessions.models import Session as OldSession
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.domains.visits.world import submitted

from yingke.foundation.identity.models import Session
from yingke.foundation.ui import navigation

pytestmark = pytest.mark.django_db


def tables(captured):
    return [query["sql"] for query in captured]


def test_it_costs_one_statement_with_access_and_counts(world, client):
    client.force_login(world.coordinator)
    client.get("/account/")
    with CaptureQueriesContext(connection) as captured:
        answer = client.get("/account/")
    read = [sql for sql in tables(captured) if "identity_session" in sql]
    assert len(read) == 1
    assert not any('FROM "identity_user"' in sql for sql in tables(captured))
    assert not any(sql.lstrip().startswith("SELECT role") for sql in tables(captured))
    assert answer.status_code == 200


def test_the_numbers_are_those_of_the_lists(world, client):
    submitted(world)
    client.force_login(world.manager)
    user = client.get("/account/").wsgi_request.user
    rows = navigation.counted(world.manager)
    assert user.navigation_counts == {code: found.count() for code, found in rows.items()}
    assert set(user.navigation_counts) == {"inbox", "tasks"}
    assert user.navigation_counts["inbox"] > 0


def test_the_access_is_that_of_the_user(world, client):
    client.force_login(world.coordinator)
    user = client.get("/account/").wsgi_request.user
    assert user.role_codes() == world.coordinator.role_codes() != frozenset()
    assert user.may("visits.coordinate")
    assert user.role_line == world.coordinator.role_line


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "changed elsewhere"}])
def test_who_may_no_longer_sign_in_is_signed_out(world, client, change):
    client.force_login(world.coordinator)
    assert client.get("/account/").status_code == 200
    type(world.coordinator).objects.filter(pk=world.coordinator.pk).update(**change)
    assert client.get("/account/").status_code == 302


def test_a_session_from_before_the_user_was_kept_beside_it_still_holds(world, client):
    client.force_login(world.coordinator)
    Session.objects.update(user=None)
    answer = client.get("/account/")
    assert answer.status_code == 200
    assert answer.wsgi_request.user == world.coordinator
    assert not OldSession.objects.exists()


def test_another_key_is_nobody(world, client):
    client.force_login(world.coordinator)
    Session.objects.all().delete()
    assert client.get("/account/").status_code == 302
