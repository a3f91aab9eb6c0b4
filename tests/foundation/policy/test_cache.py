"""What a process remembers, and when it looks again."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection, transaction
from tests.factories.policy import make_parameter

from yingke.foundation.policy import cache, queries, services


def change_elsewhere(code: str, value: int) -> None:
    """Change a value over another connection, as another process would."""

    def work() -> None:
        try:
            services.set_value(actor=None, code=code, value=value)
        finally:
            connection.close()

    thread = Thread(target=work)
    thread.start()
    thread.join()


@pytest.mark.django_db
def test_a_request_pays_one_query_for_all_its_values(django_assert_num_queries):
    first, second = make_parameter(default=3), make_parameter(default=4)
    services.set_value(actor=None, code=first.code, value=5)
    assert queries.value(first.code) == 5

    with django_assert_num_queries(1), queries.pinned_version():
        assert [queries.value(code) for code in (first.code, second.code, first.code)] == [5, 4, 5]


@pytest.mark.django_db
def test_a_database_without_changes_answers_the_default(django_assert_num_queries):
    code = make_parameter(default=3).code

    with django_assert_num_queries(1):
        assert queries.value(code) == 3


@pytest.mark.django_db(transaction=True)
def test_a_change_of_another_process_shows_at_the_next_request():
    code = make_parameter(default=3).code
    with queries.pinned_version():
        assert queries.value(code) == 3
        change_elsewhere(code, 4)
        assert queries.value(code) == 3

    assert queries.value(code) == 4


@pytest.mark.django_db(transaction=True)
def test_memory_that_another_process_outdated_is_read_again(monkeypatch):
    code = make_parameter(default=3).code
    change_elsewhere(code, 4)
    assert queries.value(code) == 4
    remembered = cache._known
    change_elsewhere(code, 5)
    monkeypatch.setattr(cache, "_known", remembered)

    assert queries.value(code) == 5


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_not_remembered():
    code = make_parameter(default=3).code
    with transaction.atomic():
        services.set_value(actor=None, code=code, value=4)
        assert queries.value(code) == 4
        transaction.set_rollback(True)
    assert queries.value(code) == 3

    change_elsewhere(code, 5)
    assert queries.value(code) == 5


@pytest.mark.django_db
def test_who_changes_a_value_sees_it_in_the_same_request():
    code = make_parameter(default=3).code
    with queries.pinned_version():
        assert queries.value(code) == 3
        services.set_value(actor=None, code=code, value=4)
        assert queries.value(code) == 4
