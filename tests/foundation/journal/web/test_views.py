"""The journal's pages, for those who may see everything."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.factories.identity import make_user
from tests.factories.journal import LampLit, LampMoved

from yingke.foundation.identity.models import User
from yingke.foundation.journal import services
from yingke.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
LIST = "/settings/journal/"


@pytest.fixture
def reader(client: Client) -> User:
    """Somebody in the role that reads the journal, signed in."""
    user = make_user("审计员", roles=("admin",), language="en")
    client.force_login(user)
    return user


def moved(lamp: int, *, actor: User | None = None, hours: int = 0) -> Entry:
    fact = LampMoved(lamp=lamp, before_place="大堂", after_place="会议室", details={"rooms": [1]})
    return services.record(actor=actor, event=fact, occurred_at=NOON - timedelta(hours=hours))


def listed(client: Client, query: str = "") -> list[int]:
    """The entries on the page, without those of the people who had to be taken in first."""
    answer = client.get(LIST + query)
    assert answer.status_code == 200
    people = set(Entry.objects.filter(kind__startswith="identity.").values_list("pk", flat=True))
    return [row.key for row in answer.context["table"].rows if row.key not in people]


def test_the_list_is_newest_first(client: Client, reader: User) -> None:
    entries = [moved(1, hours=2), moved(2, hours=0), moved(3, hours=1)]
    assert listed(client) == [entries[1].pk, entries[2].pk, entries[0].pk]


def test_it_narrows_by_subject_person_and_kind(client: Client, reader: User) -> None:
    by_her = moved(7, actor=make_user("周敏"), hours=1)
    by_none = moved(8, hours=2)
    lit = services.record(actor=None, event=LampLit(7), occurred_at=NOON - timedelta(hours=3))
    assert listed(client, "?q=lamps.lamp:7") == [by_her.pk, lit.pk]
    assert listed(client, f"?actor={by_her.actor_id}") == [by_her.pk]
    assert listed(client, "?kind=lamps.lit") == [lit.pk]
    assert listed(client, "?q=lamps.lamp&kind=lamps.moved") == [by_her.pk, by_none.pk]


@pytest.mark.parametrize("query", ["?q=;drop", "?actor=x", "?kind=nothing"])
def test_a_mistyped_filter_lifts_only_itself(client: Client, reader: User, query: str) -> None:
    entry = moved(7)
    assert listed(client, query) == [entry.pk]


def test_an_entry_shows_what_it_changed(client: Client, reader: User) -> None:
    entry = moved(7, actor=reader)
    answer = client.get(f"{LIST}{entry.pk}/")
    (change,) = answer.context["changes"]
    assert change == ("place", "大堂", "会议室")
    html = answer.content.decode()
    assert "审计员" in html
    assert "lamps.moved" in html
    assert "{&quot;rooms&quot;: [1]}" in html


def test_an_entry_of_a_kind_that_is_gone_can_still_be_read(client: Client, reader: User) -> None:
    entry = Entry.objects.create(
        event_id="01890a5d-ac96-774b-bcce-b302099a8057",
        kind="lamps.gone",
        subject_kind="lamps.lamp",
        subject_id=7,
        occurred_at=NOON,
        recorded_at=NOON,
        data={"colour": "red"},
    )
    html = client.get(f"{LIST}{entry.pk}/").content.decode()
    assert "lamps.gone" in html
    assert "red" in html


def test_the_person_filter_finds_people(client: Client, reader: User) -> None:
    user = make_user("周敏", email="zhou@company.example")
    found = client.get(f"{LIST}actors/?q=zhou").json()["options"]
    assert found == [{"value": user.pk, "label": "周敏", "note": "zhou@company.example"}]


@pytest.mark.parametrize("url", [LIST, f"{LIST}actors/", f"{LIST}1/"])
def test_others_find_no_journal(client: Client, url: str) -> None:
    assert client.get(url).status_code == 302
    client.force_login(make_user("生人", roles=("host",)))
    assert client.get(url).status_code == 404


def test_a_longer_list_asks_no_more(
    client: Client, reader: User, django_assert_max_num_queries: Any
) -> None:
    moved(1, actor=make_user("甲"))
    with django_assert_max_num_queries(12) as first:
        client.get(LIST)
    moved(2, actor=make_user("乙"))
    moved(3, actor=make_user("丙"))
    with django_assert_max_num_queries(len(first)):
        client.get(LIST)
