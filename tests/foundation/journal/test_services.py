"""The journal keeps what is recorded, and only what is committed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.factories.identity import make_user
from tests.factories.journal import LampLit, LampMoved

from yingke.foundation.journal import queries, registry, services, subscribe
from yingke.foundation.journal.models import Entry, Seal
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(registry, "_subscribers", {})
    subscribe(LampMoved, name="lamps.count")(lambda entry, event: None)
    return "lamps.count"


def test_an_entry_says_who_what_and_when() -> None:
    actor = make_user("周敏")
    fact = LampMoved(lamp=7, room=3, before_place="大堂", after_place="会议室")
    with clock.at(NOON):
        written = services.record(actor=actor, event=fact, occurred_at=NOON - timedelta(hours=1))
    entry = Entry.objects.get(pk=written.pk)
    assert (entry.kind, entry.actor, entry.subject, entry.context_id) == (
        "lamps.moved",
        actor,
        ("lamps.lamp", 7),
        3,
    )
    assert (entry.occurred_at, entry.recorded_at) == (NOON - timedelta(hours=1), NOON)
    assert entry.event == fact


def test_entries_of_one_transaction_share_its_number() -> None:
    first = services.record(actor=None, event=LampLit(1))
    second = services.record(actor=None, event=LampLit(2))
    numbers = set(Entry.objects.filter(pk__in=[first.pk, second.pk]).values_list("xid", flat=True))
    assert len(numbers) == 1
    assert numbers.pop() > 0


def test_each_subscriber_gets_a_job(listener: str) -> None:
    entry = services.record(actor=None, event=LampMoved(lamp=7))
    services.record(actor=None, event=LampLit(7))
    jobs = ProcrastinateJob.objects.filter(task_name="journal.deliver")
    assert [job.args for job in jobs] == [{"entry_id": entry.pk, "subscriber": listener}]


def test_a_change_that_fails_leaves_neither_entry_nor_job(listener: str) -> None:
    @transaction.atomic
    def change() -> None:
        services.record(actor=None, event=LampMoved(lamp=7))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert not Entry.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_the_past_is_written_in_bulk_and_tells_nobody(listener: str) -> None:
    past = [
        services.PastEvent(LampMoved(lamp=n), NOON - timedelta(days=n), None)
        for n in range(1, 2501)
    ]
    assert services.backfill(past) == 2500
    assert Entry.objects.count() == Seal.objects.filter(position=None).count() == 2500
    assert queries.about("lamps.lamp", 2500).get().occurred_at == NOON - timedelta(days=2500)
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.parametrize(
    "forbidden",
    [
        "UPDATE journal_entry SET kind = 'x'",
        "UPDATE journal_entry SET xid = '1'",
        "DELETE FROM journal_entry",
        "DELETE FROM journal_seal",
    ],
)
def test_the_database_refuses_to_change_the_past(forbidden: str) -> None:
    entry = services.record(actor=None, event=LampLit(1))
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(forbidden)
    assert Entry.objects.get().kind == entry.kind


@pytest.mark.parametrize("table", ["journal_entry", "journal_seal"])
def test_the_database_refuses_to_empty_the_journal(table: str) -> None:
    with connection.cursor() as cursor:
        # Off in the test database, whose flush empties every table; see conftest.
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_truncate")
        with pytest.raises(DatabaseError, match="append-only"):
            cursor.execute(f"TRUNCATE {table} CASCADE")
