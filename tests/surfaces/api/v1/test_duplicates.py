"""Possible duplicates, merges and their undo through the API."""

import pytest
from tests.factories.customers import make_account, make_pair

from yingke.domains.customers.models import Account


@pytest.fixture
def pair(world):
    manager = world.account.account_manager
    return make_pair(world.account, make_account("华晟新能源", number="C00214", manager=manager))


def body(pair, **changes):
    versions = {"kept_version": pair.first.version, "absorbed_version": pair.second.version}
    return {"kept_id": pair.first_id, **versions, **changes}


def test_candidates_are_listed_with_their_evidence_for_who_may_merge(world, program, pair):
    (row,) = program(world.coordinator).get("/customer-duplicates").json()["items"]
    assert (row["id"], row["probability"], row["kept_apart"]) == (pair.pk, 0.98, False)
    assert row["second"]["number"] == "C00214"
    assert row["evidence"][0] == {"comparison": "name", "step": "same_core", "bits": 20.9}
    assert program(world.host).get("/customer-duplicates").json()["items"] == []


def test_a_pair_is_merged_found_by_both_ids_and_undone(world, program, pair):
    caller = program(world.coordinator)
    answer = caller.post(f"/customer-duplicates/{pair.pk}/merge", body(pair))
    assert answer.status_code == 201
    done = answer.json()
    assert (done["absorbed_id"], done["absorbed_number"]) == (pair.second_id, "C00214")
    assert caller.get(f"/customers/{pair.second_id}").json()["id"] == pair.first_id
    (found,) = caller.get("/customers", {"q": "C00214"}).json()["items"]
    assert found["id"] == pair.first_id
    back = caller.post(f"/customer-merges/{done['id']}/undo", {})
    assert back.json() == {"id": pair.second_id, "name": "华晟新能源", "number": "C00214"}
    assert Account.objects.filter(pk=pair.second_id).exists()


def test_who_read_an_older_version_is_refused(world, program, pair):
    caller = program(world.coordinator)
    old = body(pair, kept_version=7)
    answer = caller.post(f"/customer-duplicates/{pair.pk}/merge", old)
    assert (answer.status_code, answer.json()["code"]) == (409, "stale")


def test_a_customer_outside_the_pair_is_not_merged(world, program, pair):
    other = make_account("局外")
    answer = program(world.coordinator).post(
        f"/customer-duplicates/{pair.pk}/merge", body(pair, kept_id=other.pk)
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "merge_with_itself")


def test_different_customers_are_no_candidates_any_more(world, program, pair):
    caller = program(world.coordinator)
    assert caller.post(f"/customer-duplicates/{pair.pk}/dismiss", {}).json() == {"id": pair.pk}
    assert caller.get("/customer-duplicates").json()["items"] == []


@pytest.mark.parametrize("who", ["host", "stranger"])
def test_who_may_not_merge_finds_no_pair(world, program, pair, who):
    caller = program(getattr(world, who))
    answer = caller.post(f"/customer-duplicates/{pair.pk}/merge", body(pair))
    assert answer.status_code == 404
