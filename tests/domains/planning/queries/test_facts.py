"""The rows of a visit as the planner gets them."""

import time
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.people import make_absence, make_staff
from tests.factories.resources import make_booking, make_room

from yingke.domains.planning.models import Need
from yingke.domains.planning.queries import facts as queries
from yingke.domains.planning.rules import problem
from yingke.domains.planning.services import needs
from yingke.domains.visits.models import Visit

MOST_QUERIES = 15


def read(scene):
    visit = queries.loaded(Visit.objects.filter(pk=scene.visit.pk)).get()
    return queries.of_visit(visit)


def test_a_visit_is_read_in_few_queries_however_many_people_there_are(scene, world):
    counts = []
    for _round in range(2):
        for number in range(3):
            person = make_staff(f"同事 {number}", site=world.site)
            make_absence(person, scene.visit.arrives_at)
            make_booking(make_room(site=world.site), starts_at=scene.visit.arrives_at)
        with CaptureQueriesContext(connection) as asked:
            read(scene)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_reading_and_building_take_less_than_a_third_of_a_second(scene):
    read(scene)
    began = time.perf_counter()
    problem.build(read(scene))
    assert time.perf_counter() - began < 0.3


def test_items_come_with_their_people_bookings_and_the_guests_languages(scene, world):
    found = read(scene)
    (stay,) = found.stays
    assert (stay.languages, stay.heads, stay.tier) == (("de",), 3, 1)
    assert stay.lead_host == world.host.staff.pk
    first = stay.items[0]
    assert [(one.staff_id, one.role, one.accepted) for one in first.people] == [
        (world.expert.staff.pk, "expert", True)
    ]
    assert [(one.resource_id, one.confirmed) for one in first.bookings] == [(world.room.pk, True)]


def test_people_come_with_roles_skills_and_what_takes_them_elsewhere(scene, world):
    make_absence(scene.interpreter, scene.visit.arrives_at, hours=2)
    people = {one.id: one for one in read(scene).people}
    interpreter = people[scene.interpreter.pk]
    assert interpreter.roles == {"interpreter"}
    assert interpreter.absences == (
        (scene.visit.arrives_at, scene.visit.arrives_at + timedelta(hours=2)),
    )
    assert [skill.kind for skill in people[scene.guide.pk].skills] == ["guiding"]
    # the expert's duties are these very items
    assert people[world.expert.staff.pk].duties == ()


def test_bookings_of_others_are_in_the_way_and_those_of_the_visit_are_not(scene, world):
    booking = make_booking(scene.showroom, starts_at=scene.visit.arrives_at)
    booking.refresh_from_db()
    things = {one.id: one for one in read(scene).things}
    assert things[scene.showroom.pk].taken == ((booking.during.lower, booking.during.upper),)
    assert things[scene.showroom.pk].building == "二号楼"
    assert things[world.room.pk].taken == ()


def test_needs_of_the_visit_type_replace_those_for_all_types(scene):
    def needs_of_visit():
        found = read(scene)
        return found.needs_of(found.stays[0])

    general = {one.item_kind for one in needs_of_visit()}
    assert {"talk", "tour", "transfer"} <= general
    needs.save_need(
        actor=None,
        visit_type_id=scene.visit.visit_type_id,
        item_kind="talk",
        kind="room",
        name="大会议室",
    )
    Need.objects.filter(item_kind="tour").update(active=False)
    found = needs_of_visit()
    assert [one.name for one in found if one.item_kind == "talk"] == ["大会议室"]
    assert [one for one in found if one.item_kind == "tour"] == []
