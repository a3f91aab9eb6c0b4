"""Pages by key on a real table: every row once, in order, forwards and back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yingke.foundation.kernel.models import Calendar
from yingke.foundation.kernel.paging import BadCursor, page_by_key

pytestmark = pytest.mark.django_db
ORDER = ("-country", "pk")


@pytest.fixture
def seven_calendars() -> list[str]:
    for number, country in enumerate(["CN", "DE", "CN", "US", "DE", "CN", "US"]):
        Calendar.objects.create(code=f"c{number}", name=f"c{number}", country=country)
    codes = Calendar.objects.filter(code__startswith="c").exclude(code="cn")
    return list(codes.order_by(*ORDER).values_list("code", flat=True))


def read(cursor: str | None, size: int = 3):
    rows = Calendar.objects.filter(code__regex="^c[0-9]$")
    return page_by_key(rows, order=ORDER, cursor=cursor, size=size)


def test_all_pages_together_hold_every_row_once_in_order(seven_calendars: list[str]) -> None:
    first = read(None)
    second = read(first.next_cursor)
    third = read(second.next_cursor)
    pages = [[row.code for row in page.items] for page in (first, second, third)]
    assert pages == [seven_calendars[:3], seven_calendars[3:6], seven_calendars[6:]]
    assert third.next_cursor is None


def test_the_way_back_shows_the_same_pages(seven_calendars: list[str]) -> None:
    second = read(read(None).next_cursor)
    first = read(second.previous_cursor)
    assert [row.code for row in first.items] == seven_calendars[:3]
    assert first.previous_cursor is None
    assert [row.code for row in read(first.next_cursor).items] == seven_calendars[3:6]


def test_a_page_costs_one_query(seven_calendars: list[str]) -> None:
    cursor = read(None).next_cursor
    with CaptureQueriesContext(connection) as queries:
        read(cursor)
    assert len(queries) == 1


def test_a_page_among_overlapping_sets_holds_each_row_once(seven_calendars: list[str]) -> None:
    rows = Calendar.objects.filter(code__regex="^c[0-9]$")
    among = [rows.filter(country__in=["CN", "DE"]), rows.filter(country__in=["DE", "US"])]
    cursor, pages = None, []
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            page = page_by_key(
                Calendar.objects.all(), order=ORDER, cursor=cursor, size=3, among=among
            )
        assert len(queries) == 1
        pages.append(page)
        cursor = page.next_cursor
    assert [row.code for page in pages for row in page.items] == seven_calendars
    assert cursor is None
    back = page_by_key(
        Calendar.objects.all(),
        order=ORDER,
        cursor=pages[1].previous_cursor,
        size=3,
        among=among,
    )
    assert [row.code for row in back.items] == seven_calendars[:3]


def test_a_single_set_is_read_as_it_is(seven_calendars: list[str]) -> None:
    among = [Calendar.objects.filter(code__regex="^c[0-9]$", country="DE")]
    with CaptureQueriesContext(connection) as queries:
        page = page_by_key(Calendar.objects.all(), order=ORDER, cursor=None, size=3, among=among)
    assert {row.country for row in page.items} == {"DE"}
    assert len(page.items) == 2
    assert queries[0]["sql"].count("SELECT") == 1


@pytest.mark.parametrize("tampered", ["nonsense", "WzAsWyIt:1:2"])
def test_a_tampered_cursor_is_refused(tampered: str) -> None:
    with pytest.raises(BadCursor):
        read(tampered)


def test_a_cursor_of_another_order_is_refused(seven_calendars: list[str]) -> None:
    cursor = read(None).next_cursor
    with pytest.raises(BadCursor):
        page_by_key(Calendar.objects.all(), order=("pk",), cursor=cursor, size=3)
