from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.factories.identity import make_user
from tests.factories.resources import make_booking, make_room

from yingke.domains.resources import queries, registers, services
from yingke.domains.resources.models import Booking
from yingke.domains.resources.terms import BookingState
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

NINE = datetime(2026, 11, 24, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def book(actor, room, *, start=NINE, hours=1, label="到访会见"):
    return services.book(
        actor=actor,
        resource_id=room.pk,
        starts_at=start,
        ends_at=start + hours * HOUR,
        label=label,
    )


@pytest.fixture
def host(db):
    return make_user("主接待人", roles=["host"])


@pytest.fixture
def coordinator(db):
    return make_user("统筹", roles=["coordinator"])


def test_a_booking_holds_its_buffers_and_is_pending(host):
    booking = book(host, make_room(buffers=(15, 30)))
    booking.refresh_from_db()
    assert (booking.during.lower, booking.during.upper) == (
        NINE - timedelta(minutes=15),
        NINE + timedelta(minutes=90),
    )
    assert (booking.state, booking.booked_by) == (BookingState.PENDING, host)
    assert journal.about("resources.booking", booking.pk).get().kind == "resources.booked"


def test_a_second_booking_is_refused_and_the_other_is_named_to_who_may_see_it(host, coordinator):
    room = make_room("1 号会议室")
    first = book(host, room, hours=2)
    with pytest.raises(RuleViolation) as caught:
        book(coordinator, room, start=NINE + HOUR)
    assert caught.value.code == "resource_taken"
    assert caught.value.params == {
        "resource": "1 号会议室",
        "start": NINE,
        "end": NINE + 2 * HOUR,
        "only_buffers": False,
        "next_start": NINE + 2 * HOUR,
        "booking_id": first.pk,
        "label": "到访会见",
    }


def test_a_stranger_to_the_booking_hears_when_but_not_what_for(host):
    room = make_room()
    book(host, room)
    with pytest.raises(RuleViolation) as caught:
        book(make_user(roles=["it"]), room)
    params = caught.value.params
    assert (params["booking_id"], params["label"], params["start"]) == (None, None, NINE)


def use(**changes: Any) -> registers.Use:
    """A use of bookings that claims none of them, but for `changes`."""
    none: dict[str, Any] = {
        "visible": lambda user: Booking.objects.none().values("pk"),
        "may_change": lambda user, booking_id: False,
        "purpose": lambda user, booking: None,
        "move": lambda actor, booking, starts_at, ends_at: None,
        "changed": lambda actor, booking: None,
        "needs": lambda booking_ids: {},
        "awaited": lambda booking_ids: (),
        "remember": lambda booking: None,
        "restore": lambda actor, booking, remembered: None,
    }
    return registers.Use("tours", **{**none, **changes})


def test_the_package_that_made_a_booking_says_who_may_see_it(host):
    room, guide = make_room(), make_user(roles=["guide"])
    booking = book(host, room)
    assert not queries.visible_bookings(guide).exists()
    known = use(visible=lambda user: Booking.objects.filter(label="到访会见").values("pk"))
    with registers.uses.including(known):
        assert queries.visible_bookings(guide).get() == booking


def test_what_a_booking_is_for_may_refuse_another_time_but_not_another_room(host):
    room, other = make_room(), make_room(name="二号会议室")
    booking = book(host, room)

    def refuse(actor, booking, starts_at, ends_at):
        raise RuleViolation("booking_serves_item", item="洽谈", number="RC-1")

    times = {"starts_at": NINE, "ends_at": NINE + HOUR}
    with registers.uses.including(use(move=refuse)):
        with pytest.raises(RuleViolation, match="booking_serves_item"):
            services.move_booking(
                actor=host,
                booking_id=booking.pk,
                version=booking.version,
                starts_at=NINE + HOUR,
                ends_at=NINE + 2 * HOUR,
            )
        moved = services.move_booking(
            actor=host,
            booking_id=booking.pk,
            version=booking.version,
            resource_id=other.pk,
            **times,
        )
    assert (moved.resource_id, moved.starts_at) == (other.pk, NINE)


def test_what_a_booking_was_for_hears_that_it_was_cancelled(host):
    booking, heard = book(host, make_room()), []
    with registers.uses.including(use(changed=lambda actor, booking: heard.append(booking.pk))):
        services.cancel_booking(actor=host, booking_id=booking.pk)
        services.cancel_booking(actor=host, booking_id=booking.pk)
    assert heard == [booking.pk]


def test_buffers_alone_may_stand_in_the_way(host):
    room = make_room(buffers=(0, 30))
    book(host, room)
    with pytest.raises(RuleViolation) as caught:
        book(host, room, start=NINE + HOUR)
    assert caught.value.params["only_buffers"] is True
    assert caught.value.params["next_start"] == NINE + HOUR + timedelta(minutes=30)


def test_what_ends_when_the_next_begins_is_no_clash(host):
    room = make_room()
    book(host, room)
    assert book(host, room, start=NINE + HOUR).pk


def test_a_cancelled_booking_frees_its_time(host):
    room = make_room()
    first = book(host, room)
    services.cancel_booking(actor=host, booking_id=first.pk, reason="改期", version=1)
    again = services.cancel_booking(actor=host, booking_id=first.pk)
    assert (again.state, again.version) == (BookingState.CANCELLED, 2)
    assert book(host, room).pk


def test_a_move_finds_its_own_old_time_free(host):
    room = make_room()
    booking = book(host, room, hours=2)
    moved = services.move_booking(
        actor=host, booking_id=booking.pk, starts_at=NINE + HOUR, ends_at=NINE + 3 * HOUR, version=1
    )
    moved.refresh_from_db()
    assert (moved.starts_at, moved.during.lower, moved.version) == (NINE + HOUR, NINE + HOUR, 2)


def test_a_move_to_another_room_is_checked_there(host):
    booking, other = book(host, make_room()), make_room()
    book(host, other)
    with pytest.raises(RuleViolation) as caught:
        services.move_booking(
            actor=host,
            booking_id=booking.pk,
            starts_at=NINE,
            ends_at=NINE + HOUR,
            version=1,
            resource_id=other.pk,
        )
    assert caught.value.code == "resource_taken"


def test_a_move_makes_a_confirmed_booking_pending_unless_the_mover_may_confirm(host, coordinator):
    booking = book(host, make_room())
    services.confirm_booking(actor=coordinator, booking_id=booking.pk, proof="No. 88", version=1)
    later = {"starts_at": NINE + HOUR, "ends_at": NINE + 2 * HOUR}
    moved = services.move_booking(actor=host, booking_id=booking.pk, version=2, **later)
    assert moved.state == BookingState.PENDING


def test_two_who_change_one_booking_do_not_overwrite_each_other(host):
    booking = book(host, make_room())
    services.cancel_booking(actor=host, booking_id=booking.pk, version=1)
    with pytest.raises(RuleViolation) as caught:
        services.move_booking(
            actor=host, booking_id=booking.pk, starts_at=NINE, ends_at=NINE + HOUR, version=1
        )
    assert caught.value.code == "booking_cancelled"
    other = book(host, make_room())
    with pytest.raises(RuleViolation) as caught:
        services.cancel_booking(actor=host, booking_id=other.pk, version=7)
    assert caught.value.code == "stale"


def test_confirming_needs_the_proof_and_the_right(host, coordinator):
    booking = book(host, make_room())
    with pytest.raises(NotAllowed):
        services.confirm_booking(actor=host, booking_id=booking.pk, proof="x", version=1)
    with pytest.raises(RuleViolation) as caught:
        services.confirm_booking(actor=coordinator, booking_id=booking.pk, proof=" ", version=1)
    assert (caught.value.code, caught.value.field) == ("proof_needed", "proof")


def test_others_bookings_are_moved_by_who_may_confirm_only(host, coordinator):
    booking = book(host, make_room())
    later = {"starts_at": NINE + HOUR, "ends_at": NINE + 2 * HOUR, "version": 1}
    with pytest.raises(NotAllowed):
        services.move_booking(actor=make_user(roles=["it"]), booking_id=booking.pk, **later)
    assert services.move_booking(actor=coordinator, booking_id=booking.pk, **later).version == 2


def test_a_room_out_of_use_cannot_be_booked(host):
    with pytest.raises(RuleViolation) as caught:
        book(host, make_room(active=False))
    assert caught.value.code == "resource_closed"


@pytest.mark.django_db
def test_who_may_not_book_is_refused():
    with pytest.raises(NotAllowed):
        services.book(
            actor=make_user(roles=["guide"]),
            resource_id=1,
            starts_at=NINE,
            ends_at=NINE + HOUR,
            label="x",
        )


def test_the_database_itself_refuses_a_double_booking(host):
    room = make_room()
    make_booking(room, starts_at=NINE)
    with pytest.raises(IntegrityError, match="no_double_booking"), transaction.atomic():
        make_booking(room, starts_at=NINE + timedelta(minutes=59))


@pytest.mark.django_db(transaction=True)
def test_of_64_who_want_one_room_and_hour_at_once_exactly_one_gets_it():
    room, people = make_room(), [make_user(roles=["host"]) for _ in range(8)]
    start_together = Barrier(64)

    def attempt(number):
        start_together.wait()
        try:
            return book(people[number % 8], room).pk
        except RuleViolation as violation:
            return violation.code
        finally:
            connection.close()

    with ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(attempt, range(64)))
    (only,) = Booking.objects.all()
    assert sorted(map(str, answers)) == sorted([str(only.pk)] + ["resource_taken"] * 63)
    assert journal.of_kind("resources.booked").count() == 1
