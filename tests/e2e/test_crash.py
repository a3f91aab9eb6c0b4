"""What was answered as done is there, once, whatever dies in between."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from tests.e2e.visitor import Answer, Visitor
from tests.installation import Installation, Running, copy_of, one, wait_for

from yingke.config.embedded import program

CROWD = 64
AT_ONCE = 16
SOON = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def shaken(sample: Installation) -> Iterator[Running]:
    """A server of its own, because it is going to be hurt."""
    installation = copy_of(sample)
    try:
        with installation.up() as running:
            yield running
    finally:
        installation.remove()


@pytest.fixture
def rows(shaken: Running) -> Iterator[psycopg.Connection]:
    with shaken.installation.connect() as connection:
        yield connection


def hour(number: int) -> dict[str, str]:
    starts = SOON + timedelta(days=number)
    form = "%Y-%m-%dT%H:%M"
    return {
        "starts_at": starts.strftime(form),
        "ends_at": (starts + timedelta(hours=1)).strftime(form),
    }


def test_of_64_who_ask_for_one_room_and_hour_exactly_one_gets_it(shaken, rows):
    room = one(rows, "select min(id) from resources_resource where kind = 'room' and active")
    visitors = [Visitor(shaken.url).sign_in("coordinator") for _ in range(AT_ONCE)]

    def book(number: int) -> Answer:
        visitor = visitors[number % AT_ONCE]
        label = f"抢订 {number}"
        return visitor.send("/schedule/new/", resource=str(room), label=label, **hour(0))

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        answers = list(crowd.map(book, range(CROWD)))
    assert sorted(answer.status for answer in answers) == [302] + [422] * (CROWD - 1)
    assert one(rows, "select count(*) from resources_booking where label like '抢订%%'") == 1


def test_a_killed_worker_comes_back_and_no_job_is_done_twice_or_lost(shaken, rows):
    visitor = Visitor(shaken.url).sign_in("coordinator")
    room = one(rows, "select min(id) from resources_resource where kind = 'room' and active")
    for number in range(1, 21):
        answer = visitor.send("/schedule/new/", resource=str(room), label="杀", **hour(number))
        assert answer.status == 302, answer
        if number in (5, 12):
            os.kill(wait_for(lambda: shaken.child("work")), signal.SIGKILL)
    entries = (
        "select count(*) from journal_entry where kind = 'resources.booked'"
        " and data->>'label' = '杀'"
    )
    assert one(rows, entries) == 20
    left = (
        "select count(*) from procrastinate_jobs"
        " where status in ('todo', 'doing') and scheduled_at is null"
    )
    wait_for(lambda: one(rows, left) == 0)
    twice = "select count(*) from (select entry_id, subscriber from journal_delivery"
    assert one(rows, f"{twice} group by 1, 2 having count(*) > 1) as doubled") == 0


STATE = "select state from planning_proposal where id = %s"
OF_ITS_VISIT = """
    select count(*) from planning_proposal
    where visit_id = (select visit_id from planning_proposal where id = %s)
"""
ACCEPTED = """
    select count(*) from journal_entry
    where kind = 'planning.proposal_accepted' and (data->>'proposal_id')::int = %s
"""
BOOKED_TWICE = """
    select count(*) from (
        select item_id, booking.resource_id from visits_agendabooking as link
            join resources_booking as booking on booking.id = link.booking_id
        where booking.state <> 'cancelled' group by 1, 2 having count(*) > 1) as twice
"""
UNBEGUN = """
    select visit.id from visits_visit as visit
    where visit.state = 'planned'
        and exists (select from visits_agendaitem where visit_id = visit.id)
        and not exists (select from planning_proposal where visit_id = visit.id)
    order by visit.arrives_at desc limit 1
"""


def proposed(visitor: Visitor, rows: psycopg.Connection) -> int:
    """A new proposal for a visit that nobody has begun."""
    visit = one(rows, UNBEGUN)
    assert visitor.send(f"/visits/{visit}/plan/propose/").status == 302
    return int(one(rows, "select id from planning_proposal where visit_id = %s", visit))


def test_a_worker_killed_in_the_middle_of_a_proposal_loses_and_doubles_nothing(shaken, rows):
    proposal = proposed(Visitor(shaken.url).sign_in("coordinator"), rows)
    wait_for(lambda: one(rows, STATE, proposal) == "running")
    os.kill(wait_for(lambda: shaken.child("work")), signal.SIGKILL)
    wait_for(lambda: one(rows, STATE, proposal) == "done")
    assert one(rows, OF_ITS_VISIT, proposal) == 1
    assert one(rows, "select plan is not null from planning_proposal where id = %s", proposal)


def test_of_two_who_accept_a_proposal_at_once_one_wins(shaken, rows):
    visitors = [Visitor(shaken.url).sign_in("coordinator") for _ in range(2)]
    proposal = proposed(visitors[0], rows)
    wait_for(lambda: one(rows, STATE, proposal) == "done")

    def accept(visitor: Visitor) -> int:
        return visitor.send(f"/proposals/{proposal}/accept/").status

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(accept, visitors))
    assert answers == [302, 302]  # the second one is led to what the first has taken over
    assert one(rows, STATE, proposal) == "accepted"
    assert one(rows, ACCEPTED, proposal) == 1
    assert one(rows, BOOKED_TWICE) == 0


def test_a_database_killed_in_a_stream_of_submits_keeps_what_was_answered(shaken):
    """Each booking is its own transaction: answered as done means found, and found once."""
    installation = shaken.installation
    with installation.connect() as connection:
        rooms = "select min(id) from resources_resource where kind = 'room' and active"
        room = str(one(connection, rooms))
    visitors = [Visitor(shaken.url).sign_in("coordinator") for _ in range(4)]

    def book(number: int) -> tuple[str, int]:
        if number == 20:
            stop_at_once(installation)
            installation.cluster.start()
        label = f"断电 {number}"
        moment = hour(number % 4 * 100 + 30 + number // 4)
        answer = visitors[number % 4].send("/schedule/new/", resource=room, label=label, **moment)
        return label, answer.status

    with ThreadPoolExecutor(4) as crowd:
        answers = list(crowd.map(book, range(60)))
    done = sorted(label for label, status in answers if status == 302)
    assert len(done) > 20
    with installation.connect() as connection:
        query = "select label, count(*) from resources_booking where label like '断电%' group by 1"
        stored = dict(connection.execute(query).fetchall())
    assert [label for label in done if stored.get(label) != 1] == []
    assert set(stored.values()) == {1}
    assert book(99)[1] == 302


def stop_at_once(installation: Installation) -> None:
    """As a power cut would: no transaction is finished, nothing is written out."""
    command = [program("pg_ctl"), "-D", str(installation.cluster.data), "-m", "immediate", "stop"]
    owner = installation.cluster.data.stat().st_uid
    subprocess.run(command, user=owner, cwd="/", check=True, capture_output=True)  # noqa: S603


def test_the_journal_is_whole_after_all_that(shaken):
    assert shaken.answers()
    done = shaken.installation.run("manage", "verify_journal")
    assert done.returncode == 0, done.stdout + done.stderr
