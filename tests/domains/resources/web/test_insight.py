"""The pages of what the schedule tells."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from tests.factories.identity import make_user
from tests.factories.people import make_staff
from tests.factories.resources import make_booking, make_room

from yingke.foundation.kernel import clock
from yingke.foundation.ui import palette

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 11, 24, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
TIMES = {"starts_at": "2026-11-24T09:00", "ends_at": "2026-11-24T11:00"}
FREE = "/schedule/free/"


@pytest.fixture
def host(client):
    user = make_user("主接待人", roles=["host"])
    client.force_login(user)
    return user


@pytest.mark.usefixtures("host")
def test_free_rooms_are_booked_from_the_list_with_their_time(client):
    room = make_room("一号会议室", capacity=20)
    page = client.get(FREE, {"what": "room", "seats": 20, **TIMES})
    assert "一号会议室" in page.text
    assert f"resource={room.pk}&amp;starts_at=2026-11-24T09:00" in page.text
    dialog = client.get(reverse("resources:new-booking"), {"resource": room.pk, **TIMES})
    assert dialog.context["form"]["starts_at"].value() == datetime(2026, 11, 24, 9)  # noqa: DTZ001


@pytest.mark.usefixtures("host")
def test_without_a_question_it_looks_for_people_on_the_next_working_day(client):
    make_staff(name="韩雪")
    with clock.at(NINE):
        page = client.get(FREE)
    assert "韩雪" in page.text
    assert page.context["form"]["starts_at"].value() == "2026-11-25T09:00"


@pytest.mark.usefixtures("host")
def test_a_long_list_says_how_many_it_leaves_out_and_another_tab_keeps_the_time(client):
    for number in range(42):
        make_room(f"会议室 {number}")
    page = client.get(FREE, {"what": "room", **TIMES})
    assert (len(page.context["resources"]), page.context["more"]) == (40, 2)
    note = r'<li class="row muted">\D*2 '
    assert re.search(note, page.text)
    showrooms = FREE + "?what=showroom&amp;starts_at=2026-11-24T09%3A00"
    assert showrooms in page.text
    assert not re.search(note, client.get(FREE, {"what": "showroom", **TIMES}).text)


@pytest.mark.usefixtures("host")
@pytest.mark.parametrize(
    "query",
    [
        {"starts_at": "2026-11-24T11:00", "ends_at": "2026-11-24T09:00"},
        {"starts_at": "gestern"},
        {"what": "room", "seats": "-1"},
    ],
)
def test_a_question_that_makes_no_sense_is_told_at_its_field(client, query):
    page = client.get(FREE, {**TIMES, **query})
    assert page.status_code == 422
    assert page.context["form"].errors


def test_a_booking_is_said_to_be_in_use_from_its_dialog(client, host):
    booking = make_booking(starts_at=NINE, booked_by=host)
    with clock.at(NINE):
        address = reverse("resources:use-booking", args=[booking.pk])
        assert address in client.get(reverse("resources:booking", args=[booking.pk])).text
        client.post(address)
        booking.refresh_from_db()
        assert booking.used_at == NINE
        assert address not in client.get(reverse("resources:booking", args=[booking.pk])).text


def test_a_duplicate_is_kept_with_a_reason(client, host):
    for _ in range(2):
        booking = make_booking(starts_at=NINE, booked_by=host, label="例会")
    with clock.at(NINE - HOUR):
        address = reverse("resources:keep-both", args=[booking.pk])
        assert address in client.get(reverse("resources:duplicates")).text
        assert client.post(address, {"reason": ""}).status_code == 422
        client.post(address, {"reason": "两组同时开"})
        assert address not in client.get(reverse("resources:duplicates")).text


@pytest.mark.usefixtures("host")
def test_utilisation_and_load_are_read_and_exported(client):
    room, person = make_room("=一号"), make_staff(name="韩雪")
    make_booking(room, starts_at=NINE, minutes=270)
    query = {"week": "2026-11-24"}
    page = client.get(reverse("resources:utilisation"), query).text
    assert re.search(r'data-label="11-23">\s*<span class="is-low">10%</span>', page)
    table = client.get(reverse("resources:utilisation"), {**query, "export": "csv"})
    assert "'=一号" in table.content.decode()
    for week in ("9999-12-31", "0001-01-01", "x"):
        assert client.get(reverse("resources:utilisation"), {"week": week}).status_code == 200
        assert client.get(reverse("people:load"), {"month": week[:7]}).status_code == 200
    assert person.name not in client.get(reverse("people:load")).text  # only one's own


def test_days_are_written_in_the_language_of_the_reader(client):
    client.force_login(make_user(roles=["host"], language="en"))
    make_room()
    day = {"week": "2026-11-24", "date": "2026-11-24"}
    assert 'data-label="23 Nov"' in client.get(reverse("resources:utilisation"), day).text
    assert "<h1>Tue 24 Nov 2026</h1>" in client.get(reverse("resources:schedule"), day).text


def test_those_with_the_right_see_the_load_of_all(client):
    client.force_login(make_user(roles=["coordinator"]))
    make_staff(name="韩雪")
    assert "韩雪" in client.get(reverse("people:load"), {"month": "2026-11"}).text
    assert "韩雪" in client.get(reverse("people:load"), {"export": "csv"}).content.decode()


def test_who_may_not_book_sees_none_of_it(client):
    client.force_login(make_user(roles=["guide"]))
    for name in ("free", "duplicates", "utilisation"):
        assert client.get(reverse(f"resources:{name}")).status_code == 403


@pytest.mark.parametrize("typed", ["谁有空", "Who is free", "what is free", "空闲"])
def test_what_is_free_is_found_as_one_asks_for_it(typed):
    hits = dict(palette.find(make_user(roles=["host"]), typed, pages=[]))
    assert [hit.url for group in hits.values() for hit in group] == ["/schedule/free/"]
