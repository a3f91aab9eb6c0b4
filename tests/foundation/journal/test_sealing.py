"""The hash chain covers every entry and shows where somebody reached around the application."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from tests.factories.journal import LampLit, LampMoved

from yingke.foundation.journal import services
from yingke.foundation.journal.models import Entry, Seal
from yingke.foundation.journal.sealing import Break, seal_pending, verify


def lit(count: int) -> list[Entry]:
    return [services.record(actor=None, event=LampLit(n)) for n in range(1, count + 1)]


@contextmanager
def behind_the_applications_back() -> Iterator[None]:
    """What only a superuser can do: switch off triggers and foreign keys in this session."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = origin")


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db
def test_sealing_gives_every_entry_its_place_once() -> None:
    entries = lit(5)
    assert seal_pending(batch=2) == 5
    assert seal_pending() == 0
    assert list(Seal.objects.order_by("entry").values_list("entry", "position")) == [
        (entry.pk, place) for place, entry in enumerate(entries, start=1)
    ]
    verdict = verify()
    assert (verdict.position, verdict.unsealed, verdict.broken) == (5, 0, None)


@pytest.mark.django_db
def test_the_chain_goes_on_where_it_ended() -> None:
    lit(2)
    seal_pending()
    services.backfill([services.PastEvent(LampMoved(lamp=9), datetime(2020, 1, 1, tzinfo=UTC))])
    assert verify().unsealed == 1
    seal_pending()
    assert (verify().position, verify().broken) == (3, None)


@pytest.mark.django_db
def test_a_seal_stands_once_it_is_made() -> None:
    lit(1)
    seal_pending()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Seal.objects.update(position=2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal_entry SET data = '{\"lamp\": 9}' WHERE id = %s",
        "UPDATE journal_entry SET occurred_at = occurred_at - interval '1 us' WHERE id = %s",
        "UPDATE journal_entry SET kind = 'lamps.moved' WHERE id = %s",
        "UPDATE journal_entry SET subject_id = 9 WHERE id = %s",
        "UPDATE journal_seal SET digest = '\\x00' WHERE entry_id = %s",
    ],
)
def test_a_changed_entry_is_named(change: str) -> None:
    entries = lit(4)
    seal_pending()
    with behind_the_applications_back():
        sql(change, entries[2].pk)
    assert verify().broken == Break(3, entries[2].pk, "the entry is not what was sealed")


@pytest.mark.django_db
def test_a_removed_entry_is_named() -> None:
    entries = lit(4)
    seal_pending()
    with behind_the_applications_back():
        sql("DELETE FROM journal_entry WHERE id = %s", entries[1].pk)
    assert verify().broken == Break(2, entries[1].pk, "the entry was removed")
    with behind_the_applications_back():
        sql("DELETE FROM journal_seal WHERE entry_id = %s", entries[1].pk)
    assert verify().broken == Break(2, None, "a link of the chain was removed")


@pytest.mark.django_db
def test_an_entry_slipped_in_is_named() -> None:
    lit(2)
    seal_pending()
    with behind_the_applications_back():
        (late,) = lit(1)
    assert verify().broken == Break(0, late.pk, "the entry has no place in the chain")


@pytest.mark.django_db
def test_a_cut_off_end_shows_against_a_noted_head() -> None:
    entries = lit(3)
    seal_pending()
    noted = verify()
    with behind_the_applications_back():
        sql("DELETE FROM journal_seal WHERE entry_id = %s", entries[2].pk)
        sql("DELETE FROM journal_entry WHERE id = %s", entries[2].pk)
    assert verify().broken is None
    assert verify(expect={noted.position: noted.digest}).broken == Break(
        3, None, "the chain ends before the head noted earlier"
    )


@pytest.mark.django_db
def test_the_command_prints_a_head_that_it_accepts_later() -> None:
    lit(2)
    seal_pending()
    lit(1)
    out = StringIO()
    call_command("verify_journal", stdout=out)
    summary, head = out.getvalue().splitlines()
    assert summary == "The journal holds: 2 entries sealed, 1 waiting for the worker."
    seal_pending()
    call_command("verify_journal", expect=head.removeprefix("Head: "), stdout=StringIO())
    with pytest.raises(CommandError, match="the digest is not the one noted earlier"):
        call_command("verify_journal", expect=f"2:{'0' * 64}", stdout=StringIO())


@pytest.mark.django_db
def test_the_command_names_the_first_broken_entry() -> None:
    entries = lit(3)
    seal_pending()
    with behind_the_applications_back():
        sql("UPDATE journal_entry SET kind = 'x' WHERE id >= %s", entries[1].pk)
    with pytest.raises(CommandError) as refusal:
        call_command("verify_journal")
    assert str(refusal.value) == (
        f"The journal is broken at position 2 (entry {entries[1].pk}): "
        "the entry is not what was sealed."
    )


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_is_sealed_after_those_that_came_behind_it() -> None:
    """A transaction that took the lower id is still open while a later one is sealed."""
    written, may_commit = threading.Event(), threading.Event()

    def slow_writer() -> None:
        try:
            with transaction.atomic():
                services.record(actor=None, event=LampLit(1))
                written.set()
                assert may_commit.wait(timeout=20)
        finally:
            connection.close()

    writer = threading.Thread(target=slow_writer)
    writer.start()
    assert written.wait(timeout=20)
    (quick,) = lit(1)
    assert seal_pending() == 1
    may_commit.set()
    writer.join(timeout=20)
    assert seal_pending() == 1
    slow = Entry.objects.exclude(pk=quick.pk).get()
    assert slow.pk < quick.pk
    assert list(Seal.objects.order_by("position").values_list("entry", flat=True)) == [
        quick.pk,
        slow.pk,
    ]
    assert verify().broken is None


@pytest.mark.django_db(transaction=True)
def test_writers_and_sealers_at_once_leave_one_whole_chain() -> None:
    def write() -> None:
        try:
            for n in range(1, 26):
                services.record(actor=None, event=LampLit(n))
        finally:
            connection.close()

    def seal() -> None:
        try:
            for _ in range(20):
                seal_pending(batch=7)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for work in (write, seal, write, seal, write)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    seal_pending()
    verdict = verify()
    assert (verdict.position, verdict.unsealed, verdict.broken) == (75, 0, None)
