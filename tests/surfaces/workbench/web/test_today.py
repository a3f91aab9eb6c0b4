"""Today by the hour: a line for each visit, lanes for what overlaps, the moment it is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from tests.factories.visits import make_visit

from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.terms import AgendaKind, VisitState
from yingke.foundation.kernel import clock
from yingke.surfaces.workbench.web.today import build_grid

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(hour, minute=0):
    return datetime(2025, 11, 25, hour, minute, tzinfo=SHANGHAI)


def item(visit, starts, ends, name="会谈"):
    return AgendaItem(visit=visit, kind=AgendaKind.TALK, name=name, starts_at=starts, ends_at=ends)


def drawn(lane):
    return [(slot.columns, slot.item.name if slot.item else None) for slot in lane]


def test_an_item_is_as_long_as_it_takes_and_gaps_stay_empty():
    visit = Visit(pk=1)
    rows = [item(visit, at(9), at(9, 20), "迎宾"), item(visit, at(9, 30), at(11), "会谈")]
    today = build_grid(rows, now=at(10))
    assert today.hours == list(range(8, 18))
    assert drawn(today.lines[0].lanes[0]) == [
        (12, None),
        (4, "迎宾"),
        (2, None),
        (18, "会谈"),
        (84, None),
    ]
    assert (today.passed, today.columns) == (24, 120)


def test_what_overlaps_stands_in_a_lane_of_its_own():
    visit = Visit(pk=1)
    rows = [item(visit, at(9), at(11), "会谈"), item(visit, at(10), at(12), "演示")]
    lanes = build_grid(rows, now=at(10)).lines[0].lanes
    assert [drawn(lane) for lane in lanes] == [
        [(12, None), (24, "会谈"), (84, None)],
        [(24, None), (24, "演示"), (72, None)],
    ]


def test_the_hours_reach_as_far_as_the_items():
    visit = Visit(pk=1)
    rows = [item(visit, at(6, 40), at(7, 30)), item(visit, at(19), at(20, 30))]
    assert build_grid(rows, now=at(5)).hours == list(range(6, 21))
    assert build_grid(rows, now=at(5)).passed is None


def test_ten_visits_have_a_line_and_the_others_are_counted():
    rows = [item(Visit(pk=n), at(9), at(10)) for n in range(13)]
    today = build_grid(rows, now=at(9))
    assert (len(today.lines), today.more) == (10, 3)


def test_a_phone_shows_what_runs_or_comes_next_or_came_last():
    first, second = Visit(pk=1), Visit(pk=2)
    rows = [
        item(first, at(9), at(10), "会谈"),
        item(second, at(9), at(10), "参观"),
        item(first, at(11), at(12), "午餐"),
    ]
    said = [one.name for _line, one in build_grid(rows, now=at(10, 30)).next_up]
    assert said == ["午餐", "参观"]


def test_the_home_page_draws_the_day(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    with clock.at(visit.arrives_at + timedelta(minutes=30)):
        page = signed_in(world.coordinator).get("/")
    assert page.text.count('class="hours-item') == visit.agenda.count()
    assert reverse("visits:item", args=[visit.agenda.first().pk]) in page.text
    assert 'class="now" x1="24"' in page.text
