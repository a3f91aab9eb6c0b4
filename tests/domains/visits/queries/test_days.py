"""Around midnight the day is that of the place, not the one in Greenwich.

Half past eleven in the evening and half past midnight lie on two days in Shanghai and on one in
UTC; in Berlin they are other moments again.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.domains.visits import world as w
from tests.factories.identity import make_site, make_user
from tests.factories.visits import make_visit

from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.queries import lists, visible_to, ways_to_see
from yingke.domains.visits.services import requests
from yingke.domains.visits.terms import VisitState
from yingke.foundation.kernel import clock
from yingke.surfaces.workbench import queries as workbench

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = date(2025, 11, 25)
WEDNESDAY = TUESDAY + timedelta(days=1)


def on(day: date, hour: int, minute: int, zone: ZoneInfo = w.SHANGHAI) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


@pytest.fixture
def night(world: w.World) -> Visit:
    """An arrival at 23:30 with a dinner, and a night shift at 00:30."""
    visit = make_visit(
        world, arrives_at=on(TUESDAY, 23, 30), leaves_at=on(WEDNESDAY, 2, 0), title="夜里到"
    )
    for name, starts_at in (("夜宵", on(TUESDAY, 23, 30)), ("夜班", on(WEDNESDAY, 0, 30))):
        ends_at = starts_at + timedelta(minutes=30)
        AgendaItem.objects.create(
            visit=visit, kind="other", name=name, starts_at=starts_at, ends_at=ends_at
        )
    return visit


@pytest.mark.parametrize(("day", "names"), [(TUESDAY, ["夜宵"]), (WEDNESDAY, ["夜班"])])
def test_the_programme_of_a_day_begins_and_ends_at_local_midnight(world, night, day, names):
    assert [item.name for item in lists.agenda_on(world.coordinator, day)] == names


@pytest.mark.parametrize(
    ("now", "names"), [(on(TUESDAY, 23, 45), ["夜宵"]), (on(WEDNESDAY, 0, 15), ["夜班"])]
)
def test_today_is_the_local_day(world, night, now, names):
    with clock.at(now):
        shown = workbench.home_of(world.coordinator)
    assert [item.name for item in shown.today] == names


@pytest.mark.parametrize(
    ("arrives_at", "now", "seen"),
    [
        (on(WEDNESDAY, 23, 30), on(TUESDAY, 0, 30), True),
        (on(WEDNESDAY, 23, 30), on(TUESDAY - timedelta(days=1), 23, 30), False),
        (on(WEDNESDAY, 0, 30), on(TUESDAY, 0, 30), True),
        (on(WEDNESDAY, 0, 30), on(TUESDAY - timedelta(days=1), 23, 30), False),
        (on(TUESDAY, 0, 30), on(WEDNESDAY, 23, 30), True),
        (on(TUESDAY, 23, 30), on(WEDNESDAY + timedelta(days=1), 0, 30), False),
        (on(WEDNESDAY, 23, 30, BERLIN), on(TUESDAY, 0, 30, BERLIN), True),
        (on(WEDNESDAY, 23, 30, BERLIN), on(TUESDAY, 0, 30), False),
        (on(WEDNESDAY, 0, 30, BERLIN), on(TUESDAY - timedelta(days=1), 23, 30, BERLIN), False),
    ],
)
def test_the_front_desk_counts_days_by_the_clock_of_the_site(world, arrives_at, now, seen):
    desk = make_user(name="前台", roles=("front-desk",))
    visit = make_visit(world, arrives_at=arrives_at, leaves_at=arrives_at + timedelta(hours=2))
    if arrives_at.tzinfo is BERLIN:
        visit.site = make_site(timezone="Europe/Berlin")
    visit.state = VisitState.PLANNED
    visit.save()
    with clock.at(now):
        assert visible_to(desk).contains(visit) is seen
        assert any(way.contains(visit) for way in ways_to_see(desk)) is seen


@pytest.mark.parametrize(
    ("now", "number"),
    [
        (on(date(2025, 12, 31), 23, 30), "RC-2025-0001"),
        (on(date(2026, 1, 1), 0, 30), "RC-2026-0001"),
    ],
)
def test_the_year_of_a_number_is_the_companys(world, now, number):
    with clock.at(now):
        visit = requests.draft_visit(actor=world.requester, fields=world.fields())
    assert visit.number == number
