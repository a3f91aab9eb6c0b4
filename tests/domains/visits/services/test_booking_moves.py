"""A booking of an agenda item is moved in the schedule: both keep one time."""

from datetime import timedelta

import pytest
from tests.domains.visits import world as w
from tests.factories.resources import make_booking, make_room

from yingke.domains.people import queries as people
from yingke.domains.resources import services as resources
from yingke.domains.visits.queries import booking_purposes
from yingke.foundation.kernel.errors import RuleViolation

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=30)


@pytest.fixture
def visit(world):
    return w.planned(world)


def moved(actor, booking, room):
    return resources.drag_booking(
        actor=actor,
        booking_id=booking.pk,
        resource_id=room.pk,
        starts_at=booking.starts_at + LATER,
        ends_at=booking.ends_at + LATER,
        version=booking.version,
    )


def test_a_booking_goes_to_a_free_room_though_its_own_is_booked_then(world, visit):
    item = visit.agenda.last()
    booking, other = item.bookings.get().booking, make_room(site=world.site)
    make_booking(booking.resource, starts_at=booking.ends_at)
    moved(world.coordinator, booking, other)
    booking.refresh_from_db()
    item.refresh_from_db()
    assert (booking.resource_id, booking.starts_at) == (other.pk, item.starts_at)


def test_the_agenda_stays_where_the_room_is_not_free(world, visit):
    item = visit.agenda.last()
    booking, before = item.bookings.get().booking, item.starts_at
    make_booking(booking.resource, starts_at=booking.ends_at)
    with pytest.raises(RuleViolation, match="resource_taken"):
        moved(world.coordinator, booking, booking.resource)
    item.refresh_from_db()
    booking.refresh_from_db()
    assert item.starts_at == booking.starts_at == before


def test_a_duty_and_a_purpose_are_told_to_those_who_see_the_visit(world, visit):
    item = visit.agenda.first()
    title = f"{item.name} ({visit.number})"
    window = item.starts_at, item.ends_at
    told = {
        user: [busy.purpose and busy.purpose.title for busy in people.busy_times(user, *window)]
        for user in (world.coordinator, world.colleague)
    }
    assert told == {world.coordinator: [title], world.colleague: [None]}
    booking = item.bookings.get().booking
    known = booking_purposes.purpose(world.host, booking)
    assert (known.title, known.owner, known.people) == (title, world.host.name, ("孙倩",))
    assert known.url == f"/visits/{visit.pk}/"
    hidden = booking_purposes.purpose(world.colleague, booking)
    assert (hidden.url, hidden.people) == ("", ())
