"""The API's description is sound, and what it answers is what it describes."""

import jsonschema
import pytest
from django.test import Client
from tests.domains.visits.world import MONDAY, approved
from tests.factories.identity import make_user
from tests.factories.resources import make_hotel, make_supplier, make_vehicle

from yingke.foundation.kernel import clock
from yingke.foundation.ui.register import registers


@pytest.fixture
def description(db):
    response = Client().get("/api/v1/openapi.json")
    assert response.status_code == 200
    return response.json()


def operations(description):
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def references(value):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_it_is_openapi_3_1_with_every_reference_resolved(description):
    assert description["openapi"].startswith("3.1")
    known = {f"#/components/schemas/{name}" for name in description["components"]["schemas"]}
    found = set(references(description["paths"])) | set(references(description["components"]))
    assert found <= known
    assert len(found) > 15


def test_every_schema_is_a_json_schema(description):
    for schema in description["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_operation_has_its_name_its_token_and_its_problems(description):
    names = [operation["operationId"] for _, _, operation in operations(description)]
    assert len(names) == len(set(names)) > 30
    for path, method, operation in operations(description):
        assert operation["security"], (path, method)
        assert {"401", "422", "429", "500"} <= set(operation["responses"])
        for status, response in operation["responses"].items():
            kind = "application/json" if status < "400" else "application/problem+json"
            assert set(response["content"]) == {kind}, (path, method, status)


def conforms(description, response, path, method="get"):
    """Hold an answer against the schema that the description gives for it."""
    answers = description["paths"][f"/api/v1{path}"][method]["responses"]
    kind = response.headers["Content-Type"]
    schema = answers[str(response.status_code)]["content"][kind]["schema"]
    whole = {**schema, "components": description["components"]}
    checker = jsonschema.Draft202012Validator(
        whole, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    assert [error.message for error in checker.iter_errors(response.json())] == []


def test_what_is_answered_is_what_is_described(description, world, program, draft):
    caller = program(world.coordinator)
    with clock.at(MONDAY):
        visit = approved(world)
        made = caller.post("/visits", draft)
    booked = caller.post(
        "/bookings",
        {
            "resource_id": world.room.pk,
            "starts_at": "2025-11-25T09:00:00+08:00",
            "ends_at": "2025-11-25T10:00:00+08:00",
            "label": "试讲",
        },
    )
    conforms(description, made, "/visits", "post")
    conforms(description, booked, "/bookings", "post")
    for path in ("/me", "/visits", "/customers", "/resources", "/bookings"):
        conforms(description, caller.get(path), path)
    conforms(description, caller.get(f"/visits/{visit.pk}"), "/visits/{visit_id}")
    conforms(description, caller.get("/visits/0"), "/visits/{visit_id}")
    customer = caller.get(f"/customers/{world.account.pk}")
    conforms(description, customer, "/customers/{customer_id}")
    conforms(description, caller.post("/visits", {}), "/visits", "post")


def test_every_declared_object_is_answered_as_described(description, world, program):
    make_hotel(site=world.site, supplier=make_supplier(kinds=["hotel"]), agreed_rate="680.5")
    make_vehicle(site=world.site)
    caller = program(make_user(roles=["admin", "coordinator"]))
    answered = set()
    for register in registers():
        path = f"/{register.code}"
        page = caller.get(path)
        conforms(description, page, path)
        for row in page.json()["items"][:1]:
            one = description["paths"].get(f"/api/v1{path}/{{row_id}}", {}).get("get")
            if one:
                conforms(description, caller.get(f"{path}/{row['id']}"), f"{path}/{{row_id}}")
                answered.add(register.code)
    assert answered >= {"rooms", "vehicles", "hotels", "suppliers", "sites"}
