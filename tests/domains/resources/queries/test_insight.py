"""What is free, what is booked twice, and how much is used."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.domains.visits import world as w
from tests.factories.identity import make_site, make_user
from tests.factories.people import certify, make_absence, make_skill, make_staff
from tests.factories.resources import make_booking, make_room, make_vehicle

from yingke.domains.people.terms import SkillLevel
from yingke.domains.resources import queries, services
from yingke.domains.resources.terms import BookingState
from yingke.domains.visits.services import bookings
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 11, 24, 1, tzinfo=UTC)  # Tuesday, nine o'clock in Shanghai
HOUR = timedelta(hours=1)
MONDAY = date(2026, 11, 23)


def wanted(**more):
    return queries.Wanted(NINE, NINE + 2 * HOUR, **more)


def test_who_speaks_the_language_and_holds_the_skill_is_found_the_free_first():
    storage = make_skill(kind="technical", name="储能")
    free, late, away, expired, _other = (
        make_staff(name=name, languages=["zh", "de"])
        for name in ("韩雪", "方璟", "梁珂", "许诺", "罗伟")
    )
    for person in (free, late, away):
        certify(person, storage, level=SkillLevel.EXPERT)
    certify(expired, storage, until=date(2026, 11, 23))
    make_staff(name="孙文博", languages=["zh"])
    make_absence(late, NINE - HOUR, hours=2)
    make_absence(away, NINE, hours=8)
    found = queries.find_people(wanted(language="de", skill=storage, level=3))
    assert [(one.staff.name, one.free_from) for one in found] == [
        ("韩雪", None),
        ("方璟", NINE + HOUR),
        ("梁珂", NINE + 8 * HOUR),
    ]
    assert queries.find_people(wanted(language="fr")) == []


def test_of_two_free_people_the_one_with_less_to_do_comes_first():
    with clock.at(w.MONDAY):
        world = w.make_world()
        w.planned(world)
    free = make_staff(name="闲人", languages=["ja"])
    world.expert.staff.languages = ["ja"]
    world.expert.staff.save(update_fields=["languages"])
    start = w.ARRIVAL - 3 * HOUR
    found = queries.find_people(queries.Wanted(start, start + HOUR, language="ja"))
    assert [(one.staff, one.load) for one in found] == [(free, 0), (world.expert.staff, 3)]


def test_the_smallest_free_room_with_enough_seats_and_the_kit_comes_first():
    site = make_site()
    large = make_room("大", capacity=40, equipment=["激光投影仪"], site=site)
    fits = make_room("中", capacity=20, equipment=["投影仪"], site=site)
    taken = make_room("占", capacity=20, equipment=["投影仪"], site=site, buffers=(0, 30))
    make_room("小", capacity=8, equipment=["投影仪"], site=site)
    make_room("无", capacity=30, site=site)
    make_booking(taken, starts_at=NINE - HOUR, minutes=45)
    make_booking(fits, starts_at=NINE, state=BookingState.CANCELLED)
    found = queries.find_resources(wanted(kind="room", seats=20, equipment="投影"))
    assert [(one.resource.name, one.free_from) for one in found] == [
        ("中", None),
        ("大", None),
        ("占", NINE + timedelta(minutes=15)),
    ]
    assert queries.find_resources(wanted(kind="vehicle")) == []
    assert {one.resource.pk for one in queries.find_resources(wanted())} >= {large.pk, fits.pk}


def test_a_room_that_is_booked_again_some_days_later_is_free_only_after_that():
    room = make_room(capacity=12)
    make_booking(room, starts_at=NINE, minutes=48 * 60)
    make_booking(room, starts_at=NINE + timedelta(days=2, hours=1), minutes=60)
    (found,) = queries.find_resources(wanted(kind="room"))
    assert found.free_from == NINE + timedelta(days=2, hours=2)


def test_two_rooms_for_one_item_are_a_duplicate_until_somebody_says_why():
    with clock.at(w.MONDAY):
        world = w.make_world()
        visit = w.approved(world)
        w.with_agenda(world, visit)
        item = visit.agenda.first()
        second = make_room(site=world.site, capacity=30)
        assert queries.upcoming_duplicates(world.coordinator) == []
        link = bookings.book_for_item(
            actor=world.coordinator, item_id=item.pk, resource_id=second.pk
        )
        (pair,) = queries.upcoming_duplicates(world.coordinator)
        assert (pair.kept.resource.pk, pair.surplus) == (world.room.pk, link.booking)
        assert item.label in pair.title
        assert queries.upcoming_duplicates(world.stranger) == []
        services.excuse_duplicate(
            actor=world.coordinator, booking_id=link.booking_id, reason="分组讨论"
        )
        assert queries.upcoming_duplicates(world.coordinator) == []


def test_the_same_purpose_of_one_person_booked_twice_is_a_duplicate():
    host = make_user(roles=["host"])
    with clock.at(NINE - HOUR):
        for room in (make_room(), make_room(), make_vehicle()):
            make_booking(room, starts_at=NINE, booked_by=host, label="部门例会")
        make_booking(starts_at=NINE, booked_by=host, label="另一件事")
        assert len(queries.upcoming_duplicates(host)) == 1


def test_utilisation_counts_what_is_booked_within_working_hours():
    room, other = make_room("甲"), make_room("乙", active=False)
    make_booking(room, starts_at=NINE - 2 * HOUR, minutes=240)  # two of four hours count
    make_booking(room, starts_at=NINE + timedelta(days=7), minutes=60)
    make_booking(room, starts_at=NINE, minutes=60, state=BookingState.CANCELLED)
    make_booking(other, starts_at=NINE)
    coordinator = make_user(roles=["coordinator"])
    mondays = [MONDAY, MONDAY + timedelta(days=7)]
    (line,) = queries.utilisation(coordinator, mondays)
    assert line.resource.pk == room.pk
    assert [(share.booked, share.bookable) for share in line.shares.values()] == [
        (120, 2700),
        (60, 2700),
    ]
    assert line.total.percent == 3
    assert queries.utilisation(coordinator, mondays, kind="vehicle") == []
    assert queries.utilisation(make_user(), mondays) == []


def test_utilisation_costs_the_same_for_one_room_and_for_three(django_assert_num_queries):
    coordinator, site = make_user(roles=["coordinator"]), make_site()
    make_room(site=site)
    coordinator.may("resources.edit")
    with django_assert_num_queries(3):
        queries.utilisation(coordinator, [MONDAY])
    make_room(site=site)
    make_room(site=site)
    with django_assert_num_queries(3):
        assert len(queries.utilisation(coordinator, [MONDAY])) == 3
