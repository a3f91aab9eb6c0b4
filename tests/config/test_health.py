"""What a monitor asks."""

import pytest
from django.core.cache import cache
from django.db import connection


@pytest.fixture
def fresh(db):
    """Nothing is remembered of an earlier answer."""
    cache.delete("tables-are-current")


def test_a_process_says_that_it_lives_without_asking_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_process_with_current_tables_is_ready(client, fresh):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_process_whose_tables_are_behind_is_not_ready(client, fresh):
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'visits'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "migrations are pending"}
