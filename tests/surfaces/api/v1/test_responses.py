"""Writes that are sent twice, one after the other."""

import pytest
from tests.domains.visits.world import MONDAY

from yingke.domains.visits.models import Visit
from yingke.foundation.kernel import clock


@pytest.fixture(autouse=True)
def on_that_day():
    with clock.at(MONDAY):
        yield


def test_a_repetition_gets_the_first_answer_and_does_nothing(world, program, draft):
    caller = program(world.coordinator)
    first = caller.post("/visits", draft, Idempotency_Key="7f3a")
    again = caller.post("/visits", draft, Idempotency_Key="7f3a")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Visit.objects.count() == 1


def test_a_key_is_for_one_request_of_one_token(world, program, draft):
    caller, other = program(world.coordinator), program(world.coordinator)
    caller.post("/visits", draft, Idempotency_Key="7f3a")
    answer = caller.post("/visits", {**draft, "headcount": 4}, Idempotency_Key="7f3a")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert other.post("/visits", draft, Idempotency_Key="7f3a").status_code == 201
    assert Visit.objects.count() == 2


def test_without_a_key_each_request_counts(world, program, draft):
    caller = program(world.coordinator)
    for _ in range(2):
        caller.post("/visits", draft)
    assert Visit.objects.count() == 2


def test_a_refused_write_may_be_tried_again_under_its_key(world, program, draft):
    caller = program(world.coordinator)
    wrong = caller.post("/visits", {**draft, "site_id": 0}, Idempotency_Key="7f3a")
    assert wrong.status_code == 422
    assert caller.post("/visits", draft, Idempotency_Key="7f3a").status_code == 201


@pytest.mark.parametrize("key", [" ", "x" * 201])
def test_a_key_has_a_sensible_length(world, program, draft, key):
    answer = program(world.coordinator).post("/visits", draft, Idempotency_Key=key)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_invalid")


def test_what_answers_an_error_has_written_nothing(world, program, draft, monkeypatch):
    """The answer cannot be built: without a key, too, the write is taken back."""
    monkeypatch.setattr("yingke.surfaces.api.v1.visits._detail", lambda user, visit_id: 1 / 0)
    answer = program(world.coordinator).post("/visits", draft)
    assert (answer.status_code, Visit.objects.count()) == (500, 0)
