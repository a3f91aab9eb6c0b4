import json
from datetime import UTC, datetime, time, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import reverse
from tests.factories.identity import make_site, make_user
from tests.factories.people import make_absence, make_staff
from tests.factories.resources import make_booking, make_room, make_vehicle

from yingke.domains.resources import services
from yingke.domains.resources.models import Booking
from yingke.domains.resources.web.schedule import Span
from yingke.domains.resources.web.timeline import visible_hours
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 11, 24, 1, tzinfo=UTC)  # nine o'clock in Shanghai
HOUR = timedelta(hours=1)
DAY = {"date": "2026-11-24"}
SCHEDULE = "/schedule/"


@pytest.fixture
def host(client):
    user = make_user("主接待人", roles=["host"])
    client.force_login(user)
    return user


def wanted(room, start="2026-11-24T09:00", end="2026-11-24T10:00", **fields):
    return {"resource": room.pk, "label": "到访会见", "starts_at": start, "ends_at": end, **fields}


def test_the_schedule_costs_the_same_for_one_booking_and_for_three(
    client, host, django_assert_max_num_queries
):
    url = reverse("resources:schedule")
    make_booking(starts_at=NINE, booked_by=host, label="甲")
    client.get(url, DAY)
    with django_assert_max_num_queries(17) as one:
        client.get(url, DAY)
    make_booking(starts_at=NINE, booked_by=host, label="乙")
    make_booking(starts_at=NINE, label="丙")
    with django_assert_max_num_queries(17) as three:
        page = client.get(url, DAY)
    assert len(three) == len(one)
    assert "乙" in page.text
    assert "丙" not in page.text


def test_an_open_schedule_is_told_of_a_booking(client, host):
    url, room = reverse("resources:schedule"), make_room()
    known = client.get(url, DAY, headers={"X-Live": ""})["X-Live"]
    assert client.get(url, DAY, headers={"X-Live": known}).status_code == 304
    services.book(
        actor=host, resource_id=room.pk, starts_at=NINE, ends_at=NINE + HOUR, label="到访会见"
    )
    assert client.get(url, DAY, headers={"X-Live": known}).status_code == 204


def test_the_schedule_shows_a_day_or_a_week_and_one_kind(client, host):
    make_booking(make_room(), starts_at=NINE, booked_by=host, label="会见")
    make_booking(make_vehicle(), starts_at=NINE + 24 * HOUR, booked_by=host, label="接机")
    url = reverse("resources:schedule")
    shown = {
        name: [label for label in ("会见", "接机") if label in client.get(url, DAY | query).text]
        for name, query in {
            "day": {},
            "week": {"view": "week"},
            "vehicles": {"view": "week", "kind": "vehicle"},
            "mistyped": {"view": "year", "kind": "boat"},
        }.items()
    }
    assert shown == {
        "day": ["会见"],
        "week": ["会见", "接机"],
        "vehicles": ["接机"],
        "mistyped": ["会见"],
    }


def test_a_mistyped_date_shows_today(client, host):
    assert client.get(reverse("resources:schedule"), {"date": "tomorrow"}).status_code == 200


def test_the_timeline_gets_resources_by_kind_and_bookings_in_local_time(client, host):
    room = make_room("1 号会议室", capacity=24)
    own = make_booking(room, starts_at=NINE, booked_by=host, label="会见")
    make_booking(make_vehicle("GL8"), starts_at=NINE, label="接机")
    data = client.get(reverse("resources:schedule-data"), DAY).json()
    assert [group["id"] for group in data["resources"]] == ["kind-room", "kind-vehicle"]
    assert data["resources"][0]["children"] == [{"id": str(room.pk), "title": "1 号会议室 (24)"}]
    first, second = sorted(data["events"], key=lambda event: int(event["id"]))
    assert (first["title"], first["start"], first["editable"]) == (
        "会见",
        "2026-11-24T09:00:00",
        True,
    )
    assert first["extendedProps"]["url"] == reverse("resources:booking", args=[own.pk])
    assert (second["title"] != "接机", second["editable"]) == (True, False)
    assert second["extendedProps"]["url"] == ""


def test_a_stranger_sees_an_empty_schedule(client):
    make_booking(starts_at=NINE, label="会见")
    client.force_login(make_user())
    assert "会见" not in client.get(reverse("resources:schedule"), DAY).text
    data = client.get(reverse("resources:schedule-data"), DAY).json()
    assert data == {"resources": [], "events": []}


def test_a_room_is_booked_in_the_form(client, host):
    room = make_room()
    answer = client.post(reverse("resources:new-booking"), wanted(room))
    assert answer.url == reverse("resources:schedule", query=DAY)
    booking = Booking.objects.get()
    assert (booking.starts_at, booking.ends_at, booking.booked_by) == (NINE, NINE + HOUR, host)


def test_a_clash_comes_back_with_the_text_and_names_the_other_booking(client, host):
    room = make_room("1 号会议室")
    make_booking(room, starts_at=NINE, booked_by=host, label="签约彩排")
    page = client.post(
        reverse("resources:new-booking"), wanted(room), headers={"accept-language": "en"}
    )
    assert page.status_code == 422
    (sentence,) = page.context["form"].errors["starts_at"]
    assert "1 号会议室" in sentence
    assert "签约彩排" in sentence
    assert "2026-11-24 10:00" in sentence
    assert "到访会见" in page.text


def test_a_clash_with_what_one_may_not_see_says_only_when(client, host):
    room = make_room()
    make_booking(room, starts_at=NINE, label="密谈")
    page = client.post(reverse("resources:new-booking"), wanted(room))
    assert "密谈" not in page.text
    assert "2026-11-24 09:00" in page.context["form"].errors["starts_at"][0]


def drag(client, booking, room, start, end, version):
    url = reverse("resources:drag-booking", args=[booking.pk])
    values = {"resource_id": room.pk, "starts_at": start, "ends_at": end, "version": version}
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{SCHEDULE}?view=week"}
    answer = client.post(url, values, headers=headers)
    return answer, json.loads(answer["HX-Trigger"])


def test_a_booking_is_moved_by_dragging_and_the_move_is_undone(client, host):
    room, other = make_room(), make_room()
    booking = make_booking(room, starts_at=NINE, booked_by=host, label="会见")
    make_booking(other, starts_at=NINE + 3 * HOUR, booked_by=host, label="签约")
    answer, events = drag(client, booking, other, "2026-11-24T10:00", "2026-11-24T11:00", 1)
    assert (answer.status_code, events["schedule-changed"]) == (204, True)
    booking.refresh_from_db()
    assert (booking.starts_at, booking.resource_id, booking.label, booking.state) == (
        *(NINE + HOUR, other.pk, "会见"),
        "pending",
    )
    answer, refusal = drag(client, booking, other, "2026-11-24T12:30", "2026-11-24T13:30", 2)
    assert answer.status_code == 409
    assert "签约" in refusal["toast"]["text"]
    undo = events["toast"]["undo"]
    assert client.post(undo).url == reverse("resources:schedule", query=DAY)
    booking.refresh_from_db()
    assert (booking.starts_at, booking.resource_id, booking.state) == (NINE, room.pk, "confirmed")
    client.post(undo)
    booking.refresh_from_db()
    assert booking.version == 4  # moved, moved back, confirmed again: a second undo does nothing


def test_a_move_is_undone_by_its_mover_alone_and_for_some_seconds(client, host):
    room = make_room()
    booking = make_booking(room, starts_at=NINE, booked_by=host)
    _answer, events = drag(client, booking, room, "2026-11-24T10:00", "2026-11-24T11:00", 1)
    token = dict(parse_qsl(urlsplit(events["toast"]["undo"]).query))["token"]
    with pytest.raises(RuleViolation, match="undo_expired"):
        services.undo_drag(
            actor=make_user(roles=["coordinator"]), booking_id=booking.pk, token=token
        )
    late = clock.now() + services.UNDO_WITHIN + timedelta(seconds=1)
    with clock.at(late), pytest.raises(RuleViolation, match="undo_expired"):
        services.undo_drag(actor=host, booking_id=booking.pk, token=token)


def test_a_mistyped_drag_is_refused(client, host):
    booking = make_booking(starts_at=NINE, booked_by=host)
    answer, events = drag(client, booking, booking.resource, "tomorrow", "2026-11-24T11:00", 1)
    assert (answer.status_code, events["toast"]["tone"]) == (422, "red")


def test_two_who_move_one_booking_see_both_times(client, host):
    room = make_room()
    booking = make_booking(room, starts_at=NINE, booked_by=host, label="到访会见")
    services.move_booking(
        actor=host, booking_id=booking.pk, starts_at=NINE + HOUR, ends_at=NINE + 2 * HOUR, version=1
    )
    values = wanted(room, "2026-11-24T14:00", "2026-11-24T15:00", version=1)
    page = client.post(reverse("resources:move-booking", args=[booking.pk]), values)
    assert page.status_code == 422
    assert [(row.stored, row.typed) for row in page.context["form"].clash] == [
        ("2026-11-24 10:00", "2026-11-24 14:00"),
        ("2026-11-24 11:00", "2026-11-24 15:00"),
    ]


def test_a_booking_is_confirmed_with_proof_and_cancelled(client, host):
    booking = make_booking(starts_at=NINE, booked_by=host, state="pending")
    confirm = reverse("resources:confirm-booking", args=[booking.pk])
    assert client.get(confirm).status_code == 403
    client.force_login(make_user(roles=["coordinator"]))
    assert client.post(confirm, {"proof": "8812", "version": 1}).status_code == 302
    cancel = reverse("resources:cancel-booking", args=[booking.pk])
    assert client.post(cancel, {"reason": "改期", "version": 1}).status_code == 422
    assert client.post(cancel, {"reason": "改期", "version": 2}).status_code == 302
    booking.refresh_from_db()
    assert (booking.state, booking.proof, booking.cancel_reason) == ("cancelled", "8812", "改期")


def test_the_page_of_a_booking_is_there_for_who_may_see_it(client, host):
    own, other = make_booking(starts_at=NINE, booked_by=host), make_booking(starts_at=NINE)
    for name in ("booking", "move-booking", "cancel-booking"):
        assert client.get(reverse(f"resources:{name}", args=[own.pk])).status_code == 200
        assert client.get(reverse(f"resources:{name}", args=[other.pk])).status_code == 404


def test_who_may_not_book_finds_no_form(client):
    client.force_login(make_user(roles=["guide"]))
    assert client.get(reverse("resources:new-booking")).status_code == 403


def test_the_schedule_shows_a_site_in_its_own_time(client, host):
    berlin = make_site("柏林", timezone="Europe/Berlin")
    room = make_room(site=berlin)
    make_booking(make_room(), starts_at=NINE, booked_by=host, label="会见")
    booking = make_booking(room, starts_at=NINE + 8 * HOUR, booked_by=host, label="签约")
    query = DAY | {"site": berlin.pk}
    data = client.get(reverse("resources:schedule-data"), query).json()
    assert [(event["title"], event["start"]) for event in data["events"]] == [
        ("签约", "2026-11-24T10:00:00")
    ]
    with clock.at(NINE):
        offset = client.get(reverse("resources:schedule-data"), query).json()["offset"]
    assert offset == 60
    url = data["events"][0]["extendedProps"]["drag"]
    values = {"resource_id": room.pk, "version": 1}
    client.post(url, values | {"starts_at": "2026-11-24T12:00", "ends_at": "2026-11-24T13:00"})
    booking.refresh_from_db()
    assert booking.starts_at == NINE + 10 * HOUR


def test_people_are_rows_with_their_duties_and_absences(client, host):
    make_absence(make_staff("孙倩"), NINE, hours=2)
    make_booking(starts_at=NINE, booked_by=host, label="会见")
    url = reverse("resources:schedule-data")
    everything = client.get(url, DAY).json()
    assert [group["id"] for group in everything["resources"]] == ["kind-room", "kind-people"]
    data = client.get(url, DAY | {"kind": "people"}).json()
    (group,) = data["resources"]
    assert [row["title"] for row in group["children"]] == ["孙倩"]
    (event,) = data["events"]
    assert (event["title"], event["start"], event["editable"]) == (
        "休假",
        "2026-11-24T09:00:00",
        False,
    )
    assert "孙倩" in client.get(reverse("resources:schedule"), DAY).text


@pytest.mark.parametrize(
    ("hours", "start", "length", "shown"),
    [
        ("work", time(10), 1, (9, 18)),
        ("work", time(7, 30), 2, (7, 18)),
        ("work", time(17), 2.25, (9, 20)),
        ("work", time(20), 10, (5, 21)),  # until 6:00 of the next day
        ("all", time(10), 1, (0, 24)),
    ],
)
def test_the_timeline_zooms_to_working_hours_and_hides_no_booking(hours, start, length, shown):
    starts_at = NINE.replace(hour=0) - 8 * HOUR + timedelta(hours=start.hour, minutes=start.minute)
    span = Span("day", NINE.date(), "", hours)
    found = visible_hours(span, [(starts_at, starts_at + length * HOUR)])
    assert found == shown


def test_a_refusal_writes_times_in_the_language_of_the_reader(client):
    client.force_login(make_user(roles=["host"], language="en"))
    room = make_room()
    make_booking(room, starts_at=NINE)
    page = client.post(reverse("resources:new-booking"), wanted(room))
    (sentence,) = page.context["form"].errors["starts_at"]
    assert "24 Nov 2026 09:00–10:00" in sentence
    assert "It is free from 24 Nov 2026 10:00." in sentence


def test_a_new_booking_proposes_the_next_working_hour(client, host):
    with clock.at(datetime(2026, 11, 27, 14, tzinfo=UTC)):  # Friday at ten in the evening
        form = client.get(reverse("resources:new-booking")).context["form"]
    assert form.initial["starts_at"] == datetime(2026, 11, 30, 1, tzinfo=UTC)
    assert form.initial["ends_at"] == datetime(2026, 11, 30, 2, tzinfo=UTC)
