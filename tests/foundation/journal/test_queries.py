"""Timelines come newest first and are read from an index."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from tests.factories.identity import make_user
from tests.factories.journal import LampLit, LampMoved

from yingke.foundation.identity.models import User
from yingke.foundation.journal import describes, queries, registers, registry, services
from yingke.foundation.kernel.paging import page_by_key

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def moved(lamp: int, *, hours: int, room: int = 1) -> Any:
    return services.record(
        actor=None, event=LampMoved(lamp=lamp, room=room), occurred_at=NOON - timedelta(hours=hours)
    )


def test_a_timeline_holds_its_subject_newest_first() -> None:
    old, new, _other = moved(7, hours=2), moved(7, hours=1), moved(8, hours=0)
    assert list(queries.about("lamps.lamp", 7)) == [new, old]


def test_a_context_gathers_what_belongs_to_it(monkeypatch) -> None:
    monkeypatch.setattr(registers, "_subjects", {"lamps.lamp": None})
    mine = [moved(7, hours=1, room=3), moved(8, hours=2, room=3)]
    moved(9, hours=3, room=4)
    assert list(queries.in_context(make_user(), "lamps.room", 3)) == mine


def test_a_context_shows_the_subjects_that_its_reader_sees(monkeypatch) -> None:
    reader, other = make_user(), make_user()
    mine, _theirs = moved(reader.pk, hours=1, room=3), moved(other.pk, hours=2, room=3)
    only_oneself = {"lamps.lamp": lambda user: User.objects.filter(pk=user.pk)}
    monkeypatch.setattr(registers, "_subjects", only_oneself)
    assert list(queries.in_context(reader, "lamps.room", 3)) == [mine]


def test_subjects_that_no_package_names_are_shown_to_nobody(monkeypatch) -> None:
    moved(7, hours=1, room=3)
    monkeypatch.setattr(registers, "_subjects", {})
    assert not queries.in_context(make_user(), "lamps.room", 3)


def test_a_kind_is_read_for_a_span_of_time() -> None:
    inside = moved(7, hours=2)
    moved(7, hours=5)
    services.record(actor=None, event=LampLit(7), occurred_at=NOON - timedelta(hours=2))
    found = queries.of_kind("lamps.moved", since=NOON - timedelta(hours=3), until=NOON)
    assert list(found) == [inside]


def test_the_whole_journal_pages_by_key() -> None:
    entries = [moved(n, hours=0) for n in range(1, 6)][::-1]  # one moment: the id decides
    first = page_by_key(queries.search(), order=queries.NEWEST_FIRST, cursor=None, size=3)
    second = page_by_key(
        queries.search(), order=queries.NEWEST_FIRST, cursor=first.next_cursor, size=3
    )
    assert [*first.items, *second.items] == entries


@pytest.fixture
def busy() -> None:
    """Five thousand entries that PostgreSQL knows of, so that it chooses as it would at work."""
    people = [make_user(name=f"甲{number}").pk for number in range(20)]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO journal_entry (event_id, kind, actor_id, subject_kind, subject_id,
                                       occurred_at, recorded_at, data)
            SELECT gen_random_uuid(), 'lamps.kind' || n %% 50, (%s::bigint[])[1 + n %% 20],
                   'lamps.lamp', n %% 500, now() - n * interval '1 minute', now(), '{}'
            FROM generate_series(1, 5000) AS n
            """,
            [people],
        )
        cursor.execute("ANALYZE journal_entry")


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({"subject_kind": "lamps.lamp", "subject_id": 7}, "journal_entry_subject"),
        ({"kind": "lamps.moved"}, "journal_entry_kind"),
        ({"actor_id": 7}, "journal_entry_actor"),
        ({}, "journal_entry_newest"),
    ],
)
def test_each_filter_has_an_index_that_also_sorts(
    busy: None, filters: dict[str, Any], index: str
) -> None:
    plan = queries.narrow(queries.search(), **filters).select_related(None)[:20].explain()
    assert f"using {index} on" in plan
    assert "Sort" not in plan


def test_an_entry_reads_as_the_sentence_of_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_sentences", {})
    describes(LampMoved)(lambda entry, event: f"lamp {event.lamp} moved")
    assert queries.describe(moved(7, hours=0)) == "lamp 7 moved"


def test_an_entry_that_nobody_describes_reads_as_its_kind() -> None:
    assert queries.describe(services.record(actor=None, event=LampLit(7))) == "lamps.lit"
