"""What one command wrote many times over is told once, and pages hold whole acts."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import ngettext
from tests.factories.identity import make_user
from tests.factories.journal import LampLit, LampMoved

from yingke.foundation.journal import queries, registry, services
from yingke.foundation.kernel.paging import page_by_key

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def summed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lamps that were moved are told in one sentence, lamps that were lit are not."""
    monkeypatch.setattr(registry, "_summaries", {LampMoved.kind: moved_lamps})


def moved_lamps(count: int) -> str:
    return ngettext("moved %(count)s time", "moved %(count)s times", count) % {"count": count}


def moved(minutes: float = 0, *, actor: Any = None) -> Any:
    happened = NOON - timedelta(minutes=minutes)
    return services.record(actor=actor, event=LampMoved(lamp=7), occurred_at=happened)


def lit(minutes: float = 0) -> Any:
    happened = NOON - timedelta(minutes=minutes)
    return services.record(actor=None, event=LampLit(7), occurred_at=happened)


def told() -> list[list[Any]]:
    entries = queries.about("lamps.lamp", 7)
    return [act.entries for act in queries.acts_of(entries, list(queries.act_heads(entries)))]


def test_entries_of_one_kind_actor_and_moment_are_one_act() -> None:
    entries = [moved(0.0 + n / 100) for n in range(14)]
    assert told() == [entries]


def test_the_act_says_how_many_and_opens_to_each() -> None:
    moved()
    history = queries.about("lamps.lamp", 7)
    (alone,) = queries.acts_of(history, queries.act_heads(history))
    assert (alone.sentence, alone.lines) == ("lamps.moved", [])
    moved()
    (both,) = queries.acts_of(history, queries.act_heads(history))
    assert (both.sentence, both.lines) == ("moved 2 times", ["lamps.moved", "lamps.moved"])


def test_another_actor_or_another_moment_is_another_act() -> None:
    someone = make_user("李思远")
    now, by_someone, before = moved(), moved(actor=someone), moved(5)
    assert told() == [[by_someone], [now], [before]]


def test_a_kind_that_nobody_sums_up_stays_entry_by_entry() -> None:
    first, second = lit(), lit()
    assert told() == [[second], [first]]


def test_what_happened_in_between_does_not_part_an_act() -> None:
    newest, between, oldest = moved(0), lit(0.1), moved(0.2)
    assert told() == [[newest, oldest], [between]]


@pytest.mark.django_db(transaction=True)
def test_what_two_commands_wrote_in_one_moment_are_two_acts() -> None:
    first, second = moved(0.1), moved(0)
    assert told() == [[second], [first]]


def test_pages_hold_whole_acts_forwards_and_backwards() -> None:
    many = [moved(0.0 + n / 100) for n in range(5)]
    single = lit(10)
    pair = [moved(20), moved(20.1)]
    history = queries.about("lamps.lamp", 7)

    def turn(cursor: str | None, size: int) -> tuple[list[Any], Any]:
        page = page_by_key(
            queries.act_heads(history), order=queries.NEWEST_FIRST, cursor=cursor, size=size
        )
        return [act.entries for act in queries.acts_of(history, page.items)], page

    newest, first = turn(None, 2)
    assert newest == [many, [single]]
    oldest, last = turn(first.next_cursor, 2)
    assert (oldest, last.next_cursor) == ([pair], None)
    assert turn(last.previous_cursor, 2)[0] == [many, [single]]


def test_the_latest_acts_take_one_query_where_nothing_is_summed_up(
    django_assert_num_queries: Any,
) -> None:
    many = [moved(5.0 + n / 100) for n in range(5)]
    single = [lit(n) for n in range(3)]
    history = queries.about("lamps.lamp", 7)
    with django_assert_num_queries(1):
        assert [act.entries for act in queries.latest_acts(history, 3)] == [[one] for one in single]
    with django_assert_num_queries(2):
        found = queries.latest_acts(history, 4)
    assert [act.entries for act in found] == [*([one] for one in single), many]


def test_an_act_of_more_entries_than_are_read_at_once_is_whole() -> None:
    many = [moved(n / 100) for n in range(queries.LOOKAHEAD + 5)]
    before = lit(5)
    found = queries.latest_acts(queries.about("lamps.lamp", 7), 2)
    assert [act.entries for act in found] == [many, [before]]
