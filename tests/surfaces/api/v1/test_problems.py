import pytest
from django.test import Client

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy import services as policy
from yingke.surfaces.api.v1 import me
from yingke.surfaces.api.v1.problems import from_violation


def is_problem(response, status, code):
    document = response.json()
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (response.status_code, document["status"], document["code"]) == (status, status, code)
    assert document["type"] == f"urn:yingke:problem:{code}"
    assert document["title"]
    return document


@pytest.mark.parametrize("key", ["", "Bearer", "Bearer yk_unknown", "Basic eA==", "yk_unknown"])
def test_without_a_valid_token_there_is_a_401(db, key):
    response = Client().get("/api/v1/me", headers={"Authorization": key} if key else {})
    is_problem(response, 401, "not_signed_in")
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_revoked_token_and_one_of_somebody_who_left_are_unknown(world, program):
    from yingke.surfaces.api.services import tokens

    caller, other = program(world.host), program(world.guide)
    tokens.revoke_token(actor=world.host, token_id=caller.token.pk)
    world.guide.is_active = False
    world.guide.save(update_fields=["is_active"])
    is_problem(caller.get("/me"), 401, "not_signed_in")
    is_problem(other.get("/me"), 401, "not_signed_in")


def test_a_reading_token_may_not_write(world, program, draft):
    reader = program(world.requester, scope="read")
    is_problem(reader.post("/visits", draft), 403, "scope_missing")
    assert reader.get("/visits").status_code == 200


def test_what_is_not_there_is_a_404(world, program):
    caller = program(world.coordinator)
    is_problem(caller.get("/visits/0"), 404, "not_found")
    is_problem(caller.get("/nothing"), 404, "not_found")
    is_problem(Client().get("/api/v7/visits"), 404, "not_found")


def test_a_method_that_is_not_there_is_a_405(world, program):
    caller = program(world.coordinator)
    response = caller.post("/me", {})
    is_problem(response, 405, "method_not_allowed")
    assert response.headers["Allow"] == "GET"


def test_a_wrong_shape_names_every_field(world, program, draft):
    caller = program(world.requester)
    body = {**draft, "headcount": "many", "arrives_at": "2025-11-25T09:30:00", "title": ""}
    document = is_problem(caller.post("/visits", body), 422, "invalid")
    fields = {error["field"].rsplit(".", 1)[-1] for error in document["errors"]}
    assert fields == {"headcount", "arrives_at", "title"}
    is_problem(caller.get("/visits", {"limit": 0}), 422, "invalid")
    is_problem(caller.get("/visits", {"state": "lost"}), 422, "invalid")


def test_what_is_no_json_is_a_400(world, program):
    caller = program(world.requester)
    is_problem(caller.post("/visits", "{"), 400, "bad_request")


@pytest.mark.parametrize("cursor", ["x", "a:b:c", "%00"])
def test_a_cursor_that_no_page_gave_is_a_400(world, program, cursor):
    is_problem(program(world.coordinator).get("/visits", {"cursor": cursor}), 400, "bad_cursor")


def test_more_than_the_policy_allows_is_a_429(world, program):
    policy.set_value(
        actor=None,
        code="api.requests_per_minute",
        value=2,
        effective_from=None,
        note="Probe",
    )
    caller, other = program(world.host), program(world.host)
    assert [caller.get("/me").status_code for _ in range(2)] == [200, 200]
    response = caller.get("/me")
    is_problem(response, 429, "too_many_requests")
    assert 0 < int(response.headers["Retry-After"]) <= 61
    assert other.get("/me").status_code == 200


def test_an_error_of_ours_is_a_500_that_tells_nothing(world, program, monkeypatch, caplog):
    def broken(user):
        raise ZeroDivisionError("secret detail")

    caller = program(world.host)
    monkeypatch.setattr(me, "permissions_of", broken)
    response = caller.get("/me")
    is_problem(response, 500, "server_error")
    assert "secret detail" not in response.text
    assert "secret detail" in caplog.text


@pytest.mark.parametrize(
    ("code", "status"),
    [("not_allowed", 403), ("stale", 409), ("anything_else", 422)],
)
def test_a_rule_answers_with_its_code_field_and_plain_values(code, status):
    violation = RuleViolation(code, field="starts_at", count=3, inner=object())
    document = from_violation(violation)
    assert document.status_code == status
    assert b'"field": "starts_at"' in document.content
    assert b'"params": {"count": 3}' in document.content
