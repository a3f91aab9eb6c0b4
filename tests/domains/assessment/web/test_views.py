from datetime import timedelta

import pytest
from django.urls import reverse
from tests.domains.visits.world import MONDAY

from yingke.domains.assessment.terms import Indicator
from yingke.domains.assessment.web.charts import Bar, bars
from yingke.domains.assessment.web.words import duration
from yingke.foundation.kernel import clock

INDEX = reverse("assessment:index")


@pytest.fixture(autouse=True)
def _later():
    with clock.at(MONDAY + timedelta(weeks=8)):
        yield


def test_the_page_shows_every_indicator_with_its_twelve_months(client, world, one):
    client.force_login(world.coordinator)
    page = client.get(INDEX, {"month": "2025-11"})
    assert page.status_code == 200
    assert page.text.count('class="bars"') == 4
    assert page.text.count("<title>") >= 4 * 12
    assert "style=" not in page.text
    for indicator in Indicator:
        assert reverse("assessment:indicator", args=[indicator]) + "?month=2025-11" in page.text


def test_behind_each_indicator_stand_its_visits(client, world, one):
    client.force_login(world.coordinator)
    for indicator in Indicator:
        address = reverse("assessment:indicator", args=[indicator])
        page = client.get(address, {"month": "2025-11"})
        assert page.status_code == 200
        assert reverse("assessment:visit", args=[one.pk]) in page.text


def test_the_list_behind_an_indicator_costs_the_same_for_one_row_and_for_more(
    client, world, company, django_assert_max_num_queries
):
    client.force_login(world.coordinator)
    address = reverse("assessment:indicator", args=["accuracy"])
    client.get(address)
    with django_assert_max_num_queries(12) as few:
        client.get(address, {"month": "2025-12"})
    with django_assert_max_num_queries(12) as more:
        client.get(address, {"month": "2025-11"})
    assert len(few) == len(more)


def test_a_visit_shows_the_facts_behind_its_figures(client, world, one):
    client.force_login(world.coordinator)
    page = client.get(reverse("assessment:visit", args=[one.pk]))
    assert page.status_code == 200
    assert page.text.count('class="row"') >= one.nodes.count()


def test_only_those_who_may_see_indicators_find_them(client, world, one):
    addresses = [
        INDEX,
        reverse("assessment:indicator", args=["cycle"]),
        reverse("assessment:visit", args=[one.pk]),
    ]
    for person in (world.host, world.stranger):
        client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    client.logout()
    assert client.get(INDEX).status_code == 302


@pytest.mark.parametrize("month", ["yesterday", "2025-13", "9999-12", "' or 1=1"])
def test_a_month_that_cannot_be_read_shows_the_present_one(client, world, one, month):
    client.force_login(world.coordinator)
    page = client.get(INDEX, {"month": month})
    assert page.status_code == 400
    assert "2026-01" in page.text


def test_the_months_are_chosen_in_the_language_of_the_page(client, world):
    client.force_login(world.coordinator)
    page = client.get(INDEX, {"month": "2025-12"})
    assert '<option value="2025-12" selected>2025年12月</option>' in page.text


def test_an_unknown_indicator_is_not_found(client, world):
    client.force_login(world.coordinator)
    assert client.get("/insights/charm/").status_code == 404
    assert client.get(reverse("assessment:visit", args=[0])).status_code == 404


def test_a_month_without_facts_says_that_there_is_not_enough_data(client, world):
    client.force_login(world.coordinator)
    assert client.get(INDEX, {"month": "2024-05"}).text.count('class="bar-none"') == 4 * 12


def test_bars_are_as_high_as_their_values():
    drawn = bars([Bar("1", 0.5, "50"), Bar("2", None, "?"), Bar("3", 1, "100")], label="x")
    assert drawn.count("<rect") == 2
    assert 'height="44.0"' in drawn
    assert 'height="88.0"' in drawn
    assert drawn.count("bar-none") == 1


@pytest.mark.parametrize(
    ("seconds", "text"), [(90, "2"), (5400, "1.5"), (49 * 3600, "2.0"), (0, "0")]
)
def test_a_duration_is_said_in_the_unit_that_fits(seconds, text):
    assert duration(seconds).split()[0] == text
