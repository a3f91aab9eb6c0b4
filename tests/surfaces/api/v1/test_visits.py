from datetime import datetime, timedelta

import pytest
from tests.domains.visits.world import ARRIVAL, MONDAY, approved
from tests.factories.customers import make_account

from yingke.domains.visits.models import Visit
from yingke.domains.visits.services import requests
from yingke.foundation.kernel import clock


@pytest.fixture
def visit(world):
    with clock.at(MONDAY):
        return requests.draft_visit(actor=world.requester, fields=world.fields())


def more(world, count):
    """Drafts that arrive a day after each other."""
    with clock.at(MONDAY):
        for day in range(1, count + 1):
            arrives = ARRIVAL + timedelta(days=day)
            fields = world.fields(arrives_at=arrives, leaves_at=arrives + timedelta(hours=7))
            requests.draft_visit(actor=world.requester, fields=fields)


def test_a_program_sees_what_its_person_sees(world, program, visit):
    seen = program(world.requester).get("/visits").json()
    assert [row["id"] for row in seen["items"]] == [visit.pk]
    row = seen["items"][0]
    assert row["account"] == {"id": world.account.pk, "name": world.account.name}
    assert datetime.fromisoformat(row["arrives_at"]) == ARRIVAL
    assert (row["state"], row["visit_type"], row["coordinator"]) == ("draft", "talks", None)
    assert seen["next"] is None


def test_a_stranger_and_a_colleague_see_nothing(world, program, visit):
    for person in (world.stranger, world.colleague):
        caller = program(person)
        assert caller.get("/visits").json()["items"] == []
        assert caller.get(f"/visits/{visit.pk}").status_code == 404
        answer = caller.post(f"/visits/{visit.pk}/submit", {"version": 1})
        assert answer.status_code == 404


def test_pages_follow_each_other_by_key(world, program, visit):
    more(world, 4)
    caller, numbers, cursor, pages = program(world.coordinator), [], "", 0
    while cursor is not None:
        page = caller.get("/visits", {"limit": 2, "cursor": cursor}).json()
        numbers += [row["number"] for row in page["items"]]
        cursor, pages = page["next"], pages + 1
    assert numbers == [f"RC-2025-000{number}" for number in (5, 4, 3, 2, 1)]
    assert pages == 3


def test_the_list_costs_the_same_for_one_row_and_for_three(
    world, program, visit, django_assert_max_num_queries
):
    caller = program(world.coordinator)
    caller.get("/visits")
    with django_assert_max_num_queries(4) as one:
        caller.get("/visits")
    more(world, 2)
    with django_assert_max_num_queries(4) as three:
        assert len(caller.get("/visits").json()["items"]) == 3
    assert len(three) == len(one) == 3


def test_the_list_is_narrowed(world, program, visit):
    more(world, 1)
    caller = program(world.coordinator)

    def count(**query):
        return len(caller.get("/visits", query).json()["items"])

    assert count(state="draft") == 2
    assert count(state="archived") == 0
    assert count(account_id=world.account.pk) == 2
    assert count(account_id=0) == 0
    assert count(arrives_from=(ARRIVAL + timedelta(hours=1)).isoformat()) == 1
    assert count(arrives_until=(ARRIVAL + timedelta(hours=1)).isoformat()) == 1


def test_one_visit_has_its_guests_and_nodes(world, program, django_assert_max_num_queries):
    with clock.at(MONDAY):
        visit = approved(world)
    caller = program(world.coordinator)
    caller.get("/me")
    with django_assert_max_num_queries(5):
        seen = caller.get(f"/visits/{visit.pk}").json()
    assert [node["number"] for node in seen["nodes"]] == list(range(1, 13))
    assert seen["requester"]["name"] == "王立"
    assert seen["guests"] == []


def test_a_program_drafts_a_visit_and_hands_it_in(world, program, draft):
    caller = program(world.requester)
    customers = {"account_id": world.account.pk}
    world.account.account_manager = world.requester
    world.account.save(update_fields=["account_manager"])
    with clock.at(MONDAY):
        made = caller.post("/visits", {**draft, **customers})
        assert made.status_code == 201
        visit = made.json()
        assert (visit["state"], visit["version"], visit["headcount"]) == ("draft", 1, 3)
        stale = caller.post(f"/visits/{visit['id']}/submit", {"version": 7})
        assert (stale.status_code, stale.json()["code"]) == (409, "stale")
        sent = caller.post(f"/visits/{visit['id']}/submit", {"version": 1})
    assert (sent.status_code, sent.json()["state"]) == (200, "submitted")
    assert Visit.objects.get().requester == world.requester


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"account_id": 0}, "unknown_account", "account_id"),
        ({"site_id": 0}, "unknown_site", "site_id"),
        ({"visit_type": "party"}, "unknown_visit_type", "visit_type"),
        ({"lead_host_id": 0}, "unknown_host", "lead_host_id"),
        ({"leaves_at": "2025-11-25T08:00:00+08:00"}, "leaves_before_it_arrives", "leaves_at"),
    ],
)
def test_what_a_draft_names_must_be_there(world, program, draft, changes, code, field):
    with clock.at(MONDAY):
        answer = program(world.coordinator).post("/visits", {**draft, **changes})
    document = answer.json()
    assert (answer.status_code, document["code"], document["field"]) == (422, code, field)
    assert not Visit.objects.exists()


def test_a_customer_that_the_person_cannot_see_is_unknown(world, program, draft):
    other = make_account("别人的客户")
    answer = program(world.requester).post("/visits", {**draft, "account_id": other.pk})
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_account")


def test_who_may_not_request_is_refused(world, program, draft):
    from tests.factories.identity import make_user

    guard = make_user("保安", roles=["finance"])
    world.account.account_manager = guard
    world.account.save(update_fields=["account_manager"])
    answer = program(guard).post("/visits", draft)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
