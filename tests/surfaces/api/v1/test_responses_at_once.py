"""The same write sent several times at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.domains.visits.world import make_world


@pytest.mark.django_db(transaction=True)
def test_the_same_write_at_once_happens_once(program):
    world = make_world()
    caller = program(world.coordinator)
    body = {
        "resource_id": world.room.pk,
        "starts_at": "2025-11-25T09:00:00+08:00",
        "ends_at": "2025-11-25T10:00:00+08:00",
        "label": "试讲",
    }

    def send(_):
        try:
            return caller.post("/bookings", body, Idempotency_Key="7f3a")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(4)))
    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.content for answer in answers}) == 1
    assert sorted("Idempotent-Replayed" in answer.headers for answer in answers) == [
        False, True, True, True,
    ]  # fmt: skip
    assert world.room.bookings.count() == 1
