"""Imports through the API."""

from base64 import b64encode

import pytest

from yingke.domains.customers.models import Account
from yingke.foundation.imports import undoing, working

pytestmark = pytest.mark.django_db


def file(text, **more):
    content = b64encode(text.encode()).decode()
    return {"kind": "customers", "name": "a.csv", "content": content, **more}


def test_a_file_is_sent_checked_written_and_undone(world, program):
    caller = program(world.coordinator)
    text = f"number,叫啥,department\nQ-1,甲公司,{world.account.department.code}\n"
    sent = caller.post("/imports", file(text, columns={"叫啥": "name"}))
    assert sent.status_code == 201
    number = sent.json()["id"]
    assert (sent.json()["state"], sent.json()["columns"]["叫啥"]) == ("checking", "name")
    working.check(import_id=number)
    found = caller.get(f"/imports/{number}").json()
    assert (found["state"], found["added"], found["problems"]) == ("checked", 1, [])
    assert caller.post(f"/imports/{number}/write", {}).json()["state"] == "writing"
    working.write(import_id=number)
    assert Account.objects.filter(number="Q-1").exists()
    assert caller.post(f"/imports/{number}/undo", {}).json()["state"] == "undoing"
    undoing.undo(import_id=number)
    assert caller.get(f"/imports/{number}").json()["state"] == "undone"
    assert not Account.objects.filter(number="Q-1").exists()


def test_what_is_wrong_is_told_by_line_and_keeps_the_file_out(world, program):
    caller = program(world.coordinator)
    number = caller.post("/imports", file("number,name,department\nQ-1,,nowhere\n")).json()["id"]
    working.check(import_id=number)
    found = caller.get(f"/imports/{number}").json()
    assert {(one["line"], one["field"]) for one in found["problems"]} == {
        (2, "name"),
        (2, "department"),
    }
    refused = caller.post(f"/imports/{number}/write", {})
    assert (refused.status_code, refused.json()["code"]) == (422, "import_has_bad_rows")


def test_a_broken_file_an_unknown_register_and_a_stranger_are_refused(world, program):
    caller, stranger = program(world.coordinator), program(world.stranger)
    broken = caller.post("/imports", file("", content="*"))
    assert broken.json()["code"] == "sheet_unreadable"
    assert caller.post("/imports", file("a", kind="yachts")).status_code == 404
    text = "number,name,department\nQ-1,甲,nowhere\n"
    number = caller.post("/imports", file(text)).json()["id"]
    assert stranger.get(f"/imports/{number}").status_code == 404
    assert stranger.post(f"/imports/{number}/write", {}).status_code == 404
    assert stranger.post("/imports", file(text)).status_code == 403
    assert caller.post(f"/imports/{number}/cancel", {}).json()["state"] == "columns"
