"""The list of visits: its order, its built-in views, its counts, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from tests.domains.visits.world import MONDAY, approved, ended, submitted, weeks_later

from yingke.domains.visits.models import Member, Visit
from yingke.domains.visits.queries import lists, visible_to
from yingke.domains.visits.services import closing
from yingke.foundation.kernel import clock
from yingke.surfaces.workbench.queries import home_of

NOW = MONDAY + timedelta(weeks=2)


@pytest.fixture
def visits(world):
    """One long past and not archived, one cancelled, two to come, one that waits."""
    with clock.at(MONDAY):
        past = ended(world)
        cancelled = approved(world, **weeks_later(1))
        closing.cancel(
            actor=world.coordinator, visit_id=cancelled.pk, version=cancelled.version, reason="改期"
        )
    with clock.at(NOW):
        far = approved(
            world, arrives_at=NOW + timedelta(days=20), leaves_at=NOW + timedelta(days=21)
        )
        near = approved(
            world, arrives_at=NOW + timedelta(days=5), leaves_at=NOW + timedelta(days=6)
        )
        asked = submitted(
            world, arrives_at=NOW + timedelta(days=9), leaves_at=NOW + timedelta(days=10)
        )
    return {"past": past, "cancelled": cancelled, "far": far, "near": near, "asked": asked}


@pytest.fixture
def listed(visits, client, world):
    """The names of the visits that an address lists, in order."""
    names = {visit.pk: name for name, visit in visits.items()}

    def ask(query="", user=None):
        client.force_login(user or world.coordinator)
        with clock.at(NOW):
            table = client.get(f"/visits/?{query}").context["table"]
            return [names[row.key] for row in table.rows], table

    return ask


def test_what_is_to_come_is_first_and_what_has_ended_before_what_is_closed(listed):
    shown, table = listed()
    assert shown == ["near", "asked", "far", "past", "cancelled"]
    assert table.total == "5"


@pytest.mark.parametrize("who", ["host", "requester", "manager"])
def test_everybody_has_the_same_order(listed, world, who):
    shown, _table = listed(user=getattr(world, who))
    assert shown == [
        name for name in ["near", "asked", "far", "past", "cancelled"] if name in shown
    ]
    assert len(shown) > 1


def test_pages_go_on_where_the_last_ended(listed, monkeypatch):
    monkeypatch.setattr("yingke.domains.visits.web.tables.VisitTable.size", 2)
    pages, cursor = [], ""
    while cursor is not None:
        shown, table = listed(f"cursor={cursor}")
        pages.append(shown)
        cursor = table.page.next_cursor
    assert pages == [["near", "asked"], ["far", "past"], ["cancelled"]]


def test_the_views_that_come_with_it_narrow_to_what_they_say(listed, world):
    _all, table = listed()
    views = {view.url.partition("?")[2]: view.name for view in table.views if view.name}
    assert len(views) == 4
    found = {query: listed(query)[0] for query in views}
    assert found["state=coming"] == ["near"]
    assert found["state=waiting"] == ["asked"]
    assert found["state=left"] == ["past"]
    mine, _table = listed("mine=any&state=open", user=world.host)
    assert set(mine) == {"past", "near", "far", "asked"} & set(listed(user=world.host)[0])


def test_a_host_is_found_and_narrows(listed, visits, client, world):
    for person in (world.host, world.coordinator):
        shown, _table = listed(f"host={person.pk}")
        hosted = [name for name, visit in visits.items() if visit.lead_host_id == person.pk]
        assert sorted(shown) == sorted(hosted)
    assert listed(f"host={world.host.pk}")[0]
    options = client.get("/visits/hosts/", {"q": world.host.name}).json()["options"]
    assert [option["value"] for option in options] == [world.host.pk]


def test_home_and_list_count_the_same(listed, world):
    with clock.at(NOW):
        home = home_of(world.coordinator)
        shown, _table = listed("state=coming")
        assert home.coming == len(shown) == 1
        assert lists.coming(visible_to(world.coordinator)).count() == home.coming


def test_a_members_row_follows_its_visit(visits):
    rows = Member.objects.values_list("list_order", "visit__list_order")
    assert rows.exists()
    assert all(own == visits_own for own, visits_own in rows)
    assert Visit.objects.get(pk=visits["cancelled"].pk).list_order > 10**11


def test_a_hosts_page_is_read_from_the_index_of_his_own_visits(visits, world):
    """However many visits he had: the rows are never sorted."""
    from yingke.domains.visits.queries import ways_to_see

    own = ways_to_see(world.host)[0].order_by("in_list", "pk").values("pk")[:51]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        sql, parameters = own.query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", parameters)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "visit_member_by_order" in plan
    assert "Sort" not in plan
