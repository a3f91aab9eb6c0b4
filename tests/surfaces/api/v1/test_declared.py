"""Objects declared with `ui.register`: list, read, create and change by the API."""

import pytest
from tests.factories.identity import make_site, make_user
from tests.factories.resources import make_hotel, make_supplier

from yingke.domains.resources.models import Hotel
from yingke.foundation.journal import queries as journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(program):
    return program(make_user(roles=["logistics"]))


def test_a_row_is_added_read_and_changed(keeper):
    site = make_site("sz", name="苏州")
    made = keeper.post("/hotels", {"name": "金鸡湖", "site_id": site.pk, "agreed_rate": "680.50"})
    assert made.status_code == 201
    row = made.json()
    assert row["site"] == {"id": site.pk, "name": "苏州"}
    assert (row["stars"], row["agreed_rate"], row["active"], row["version"]) == (
        4,
        "680.50",
        True,
        1,
    )
    path = f"/hotels/{row['id']}"
    changed = keeper.patch(path, {"version": 1, "stars": 5})
    assert changed.json() == row | {"stars": 5, "version": 2}
    assert keeper.get(path).json() == changed.json()
    events = [entry.event.after for entry in journal.about("resources.hotel", row["id"])]
    assert events[0] == {"stars": 5}


def test_a_list_is_narrowed_as_on_its_page_and_paged_by_key(keeper):
    suzhou, shanghai = make_site("sz"), make_site("sh")
    for name, site in (("甲", suzhou), ("乙", suzhou), ("丙", shanghai)):
        make_hotel(name, site=site)
    found = keeper.get("/hotels", {"site": "sz", "limit": 1}).json()
    rest = keeper.get("/hotels", {"site": "sz", "limit": 1, "cursor": found["next"]}).json()
    assert [row["name"] for row in found["items"] + rest["items"]] == ["甲", "乙"]
    assert [row["name"] for row in keeper.get("/hotels", {"q": "丙"}).json()["items"]] == ["丙"]
    wrong = keeper.get("/hotels", {"site": "nowhere"}).json()
    assert (wrong["code"], wrong["errors"][0]["field"]) == ("invalid", "query.site")
    assert keeper.get("/suppliers", {"compliance": "perfect"}).status_code == 422


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "", "site_id": 0}, "body.body.name"),
        ({"name": "甲", "site_id": 0}, "body.body.site_id"),
        ({"name": "甲", "stars": 9}, "body.body.stars"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(keeper, body, field):
    body.setdefault("site_id", make_site().pk)
    answer = keeper.post("/hotels", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert not Hotel.objects.exists()


def test_a_rule_refuses_with_its_code_and_sentence(keeper):
    make_supplier(credit_code="91110000600037341L")
    taken = keeper.post(
        "/suppliers", {"name": "雅致", "kinds": ["hotel"], "credit_code": "91110000600037341L"}
    ).json()
    assert (taken["code"], taken["field"]) == ("taken", "credit_code")
    assert "91110000600037341L" in taken["detail"]


def test_of_two_programs_the_second_is_told_and_a_repetition_is_not_done_twice(keeper):
    hotel = make_hotel()
    path = f"/hotels/{hotel.pk}"
    first = keeper.patch(path, {"version": 1, "stars": 5}, Idempotency_Key="once")
    again = keeper.patch(path, {"version": 1, "stars": 5}, Idempotency_Key="once")
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    stale = keeper.patch(path, {"version": 1, "stars": 3})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")


def test_a_colleague_reads_and_a_stranger_finds_nothing(program):
    hotel = make_hotel(active=True)
    closed = make_hotel("停业酒店", active=False)
    colleague, stranger = program(make_user(roles=["guide"])), program(make_user())
    body = {"version": 1, "stars": 5}
    assert colleague.get(f"/hotels/{hotel.pk}").status_code == 200
    assert colleague.get(f"/hotels/{closed.pk}").status_code == 404
    assert colleague.patch(f"/hotels/{hotel.pk}", body).status_code == 403
    assert colleague.post("/hotels", {"name": "x", "site_id": hotel.site_id}).status_code == 403
    assert stranger.get("/hotels").json()["items"] == []
    assert stranger.get(f"/hotels/{hotel.pk}").status_code == 404
    assert stranger.patch(f"/hotels/{hotel.pk}", body).status_code == 404


def test_a_token_that_may_only_read_changes_nothing(program):
    hotel = make_hotel()
    reader = program(make_user(roles=["logistics"]), scope="read")
    assert reader.patch(f"/hotels/{hotel.pk}", {"version": 1, "stars": 5}).status_code == 403


def test_a_list_costs_the_same_for_one_row_and_for_three(keeper, django_assert_num_queries):
    make_hotel("甲")
    keeper.get("/hotels")
    with django_assert_num_queries(3):
        keeper.get("/hotels")
    make_hotel("乙")
    make_hotel("丙")
    with django_assert_num_queries(3):
        assert len(keeper.get("/hotels").json()["items"]) == 3
