from datetime import UTC, datetime, timedelta

import pytest
from tests.domains.resources.services.test_bookings import use
from tests.domains.visits import world as w
from tests.factories.identity import make_user
from tests.factories.resources import make_booking, make_room

from yingke.domains.resources import registers, services
from yingke.domains.resources.terms import BookingState
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.notifications.models import Notification
from yingke.foundation.policy import services as policy

NINE = datetime(2026, 11, 24, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def host(db):
    return make_user("主接待人", roles=["host"])


@pytest.fixture
def released_after_15_minutes(db):
    with clock.at(w.MONDAY - timedelta(days=30)):
        policy.set_value(actor=None, code="resources.no_show.after", value=timedelta(minutes=15))


def hold(host, until):
    return services.book(
        actor=host,
        resource_id=make_room().pk,
        starts_at=NINE,
        ends_at=NINE + HOUR,
        label="意向来访",
        held_until=until,
    )


def test_a_hold_is_released_at_its_moment_and_its_maker_is_told(host):
    with clock.at(NINE - 5 * HOUR):
        booking = hold(host, NINE - HOUR)
    with clock.at(NINE - HOUR - timedelta(seconds=1)):
        assert services.release_unused() == 0
    with clock.at(NINE - HOUR):
        assert services.release_unused() == 1
        assert services.release_unused() == 0
    booking.refresh_from_db()
    assert booking.state == BookingState.CANCELLED
    entry = journal.about("resources.booking", booking.pk).first()
    assert (entry.kind, entry.data["cause"]) == ("resources.booking_released", "hold_expired")
    assert Notification.objects.get(user=host).kind == "resources.hold_expired"


def test_a_confirmed_booking_outlives_its_hold(host):
    coordinator = make_user(roles=["coordinator"])
    with clock.at(NINE - 5 * HOUR):
        booking = hold(host, NINE - HOUR)
        services.confirm_booking(
            actor=coordinator, booking_id=booking.pk, proof="前台", version=booking.version
        )
    with clock.at(NINE):
        assert services.release_expired() == 0


@pytest.mark.parametrize("until", [NINE + timedelta(minutes=1), NINE - 6 * HOUR])
def test_a_hold_ends_between_now_and_the_start(host, until):
    with clock.at(NINE - 5 * HOUR), pytest.raises(RuleViolation, match="hold_too_long"):
        hold(host, until)


def test_a_moved_booking_is_held_no_longer_than_to_its_start(host):
    with clock.at(NINE - 5 * HOUR):
        booking = hold(host, NINE - HOUR)
        moved = services.move_booking(
            actor=host,
            booking_id=booking.pk,
            starts_at=NINE - 2 * HOUR,
            ends_at=NINE - HOUR,
            version=booking.version,
        )
    assert moved.held_until == NINE - 2 * HOUR


@pytest.mark.usefixtures("released_after_15_minutes")
def test_a_room_that_nobody_came_to_is_released(host):
    booking = make_booking(make_room(), starts_at=NINE, booked_by=host)
    with clock.at(NINE + timedelta(minutes=14)):
        assert services.release_no_shows() == 0
    with clock.at(NINE + timedelta(minutes=15)):
        assert services.release_no_shows() == 1
    booking.refresh_from_db()
    assert booking.state == BookingState.CANCELLED
    assert Notification.objects.get(user=host).kind == "resources.no_show"


@pytest.mark.usefixtures("released_after_15_minutes")
def test_one_in_use_is_kept(host):
    booking = make_booking(make_room(), starts_at=NINE, booked_by=host)
    with clock.at(NINE - timedelta(minutes=16)), pytest.raises(RuleViolation, match="not_its_time"):
        services.use_booking(actor=host, booking_id=booking.pk)
    with clock.at(NINE):
        services.use_booking(actor=host, booking_id=booking.pk)
    with clock.at(NINE + HOUR / 2):
        assert services.release_no_shows() == 0


def test_without_the_parameter_nothing_is_released(host):
    make_booking(make_room(), starts_at=NINE, booked_by=host)
    with clock.at(NINE + HOUR / 2):
        assert services.release_no_shows() == 0


def test_only_who_may_change_it_says_that_it_is_in_use(host):
    booking = make_booking(make_room(), starts_at=NINE, booked_by=host)
    other = make_user(roles=["host"])
    with clock.at(NINE), pytest.raises(NotAllowed):
        services.use_booking(actor=other, booking_id=booking.pk)
    with pytest.raises(NotAllowed):
        services.excuse_duplicate(actor=other, booking_id=booking.pk, reason="分组")
    with pytest.raises(RuleViolation, match="reason_needed"):
        services.excuse_duplicate(actor=host, booking_id=booking.pk, reason=" ")


@pytest.fixture
def world(db):
    return w.make_world()


@pytest.mark.usefixtures("released_after_15_minutes")
def test_the_room_of_late_guests_is_kept_until_its_item_is_finished(world):
    with clock.at(w.MONDAY):
        visit = w.approved(world)
        w.with_agenda(world, visit)
        item = visit.agenda.first()
        link = item.bookings.get()
    with clock.at(item.starts_at + timedelta(minutes=20)):
        assert services.release_no_shows() == 0
        item.started_at = item.finished_at = clock.now()
        item.save(update_fields=["started_at", "finished_at"])
        assert services.release_no_shows() == 1
    link.booking.refresh_from_db()
    assert link.booking.state == BookingState.CANCELLED


@pytest.mark.usefixtures("released_after_15_minutes")
def test_a_room_that_somebody_begins_to_use_meanwhile_is_kept(host):
    booking = make_booking(make_room(), starts_at=NINE, booked_by=host)

    def meanwhile(keys):
        services.use_booking(actor=host, booking_id=booking.pk)
        return ()

    with registers.uses.including(use(awaited=meanwhile)), clock.at(NINE + HOUR / 2):
        assert services.release_no_shows() == 0
    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED
