"""What the schedule tells, through the API."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.identity import make_user
from tests.factories.people import make_absence, make_staff
from tests.factories.resources import make_booking, make_room

from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 11, 24, 1, tzinfo=UTC)  # Tuesday, nine o'clock in Shanghai
TIMES = "starts_at=2026-11-24T09:00:00%2B08:00&ends_at=2026-11-24T11:00:00%2B08:00"
PATHS = (
    f"/schedule/free-people?{TIMES}",
    f"/schedule/free-resources?{TIMES}",
    "/schedule/duplicates",
    "/schedule/utilisation?first=2026-11-24",
)


@pytest.fixture
def host(program):
    user = make_user("主接待人", roles=["host"])
    with clock.at(NINE - timedelta(days=1)):
        yield program(user), user


def test_people_and_rooms_are_listed_the_free_first(host):
    caller, _user = host
    away, _free = (
        make_staff(name="方璟", languages=["de"]),
        make_staff(name="韩雪", languages=["de"]),
    )
    make_absence(away, NINE, hours=3)
    make_room("小", capacity=8)
    make_booking(make_room("中", capacity=20), starts_at=NINE, minutes=30)
    people = caller.get(PATHS[0] + "&language=de").json()["items"]
    assert [(one["name"], one["free_from"]) for one in people] == [
        ("韩雪", None),
        ("方璟", "2026-11-24T04:00:00+00:00"),
    ]
    rooms = caller.get(PATHS[1] + "&kind=room&seats=10").json()["items"]
    assert [(one["name"], one["free_from"]) for one in rooms] == [
        ("中", "2026-11-24T01:30:00+00:00")
    ]


def test_a_site_that_does_not_exist_is_not_every_site(host):
    caller, _user = host
    for path in PATHS[:2]:
        assert caller.get(f"{path}&site_id=0").status_code == 404
        assert caller.get(f"{path}&site_id=99999").status_code == 404


def test_duplicates_utilisation_and_load_are_read(host):
    caller, user = host
    first, second = make_room("一号", capacity=20), make_room("二号", capacity=20)
    for room in (first, second):
        make_booking(room, starts_at=NINE, minutes=60, booked_by=user, label="例会")
    (pair,) = caller.get(PATHS[2]).json()["items"]
    assert (pair["kept"]["name"], pair["surplus"]["name"]) == ("一号", "二号")
    rows = caller.get(PATHS[3] + "&weeks=2").json()["items"]
    assert {row["resource"]["name"] for row in rows} == {"一号", "二号"}
    assert [[(week["week"], week["booked"]) for week in row["weeks"]] for row in rows] == [
        [("2026-11-23", 60), ("2026-11-30", 0)]
    ] * 2
    make_staff(user=user)
    make_staff(name="别人")
    (own,) = caller.get("/people/load?month=2026-11-24").json()["items"]
    assert (own["minutes"], own["outside_hours"], own["days_off"]) == (0, 0, 0)


def test_who_may_not_book_reads_none_of_it(program):
    caller = program(make_user(roles=["guide"]))
    assert [caller.get(path).status_code for path in PATHS] == [403] * 4
