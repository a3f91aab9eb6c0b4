"""What a program may send: refused with a problem document, never with a failure."""

import json

import pytest
from django.test import Client
from tests.domains.visits.world import MONDAY

from yingke.domains.visits.models import Visit
from yingke.foundation.kernel import clock


@pytest.fixture(autouse=True)
def on_that_day():
    with clock.at(MONDAY):
        yield


@pytest.mark.parametrize(
    "changes",
    [
        {"arrives_at": "9999-12-31T23:00:00-12:00", "leaves_at": "9999-12-31T23:30:00-12:00"},
        {"arrives_at": "0001-01-01T00:00:00+12:00"},
        {"arrives_at": "2025-11-25T09:30:00+23:59"},
        {"arrives_at": "2055-11-25T09:30:00+08:00", "leaves_at": "2055-11-25T10:30:00+08:00"},
        {"arrives_at": "2015-11-25T09:30:00+08:00"},
        {"leaves_at": "2199-11-25T09:30:00+08:00"},
        {"title": "高层\x0b来访"},
        {"title": "\x00"},
        {"title": "\ud800"},
        {"purpose": "\uffff"},
        {"answers": {"\x00": 1}},
        {"answers": {"photos": "\x00"}},
        {"answers": {"photos": 10**400}},
        {"account_id": 10**30},
        {"headcount": 10**30},
    ],
    ids=str,
)
def test_what_no_column_holds_is_refused(world, program, draft, changes):
    answer = program(world.coordinator).post("/visits", {**draft, **changes})
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"headcount": NaN}', 400),
        (b'{"headcount": -Infinity}', 400),
        (b"[" * 100_000, 400),
        (b'{"answers": ' + b'{"a":' * 40 + b"1" + b"}" * 41, 422),
        (b"\xff\xfe", 400),
        (json.dumps({"title": "x" * 3_000_000}).encode(), 413),
    ],
    ids=["NaN", "infinity", "brackets", "deep", "no text", "3 MB"],
)
def test_what_is_no_sensible_json_is_refused(world, program, body, status):
    key = program(world.coordinator).key
    answer = Client(raise_request_exception=False).post(
        "/api/v1/visits", body, "application/json", headers={"Authorization": f"Bearer {key}"}
    )
    assert (answer.status_code, answer.json()["status"]) == (status, status)


@pytest.mark.parametrize(
    "query",
    [
        {"cursor": "\x00"},
        {"arrives_from": "9999-12-31T23:00:00-12:00"},
        {"state": "\x0b"},
    ],
    ids=str,
)
def test_a_query_is_held_to_the_same(world, program, query):
    assert program(world.coordinator).get("/visits", query).status_code == 422
