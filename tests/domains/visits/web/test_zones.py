"""A visit abroad is planned and read by the clock of its site."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.domains.visits import world as w
from tests.domains.visits.web.test_requests import NEW, sent
from tests.factories.visits import make_visit

from yingke.domains.visits.models import Visit
from yingke.domains.visits.terms import VisitState


@pytest.fixture
def abroad(world):
    world.site.timezone = "Europe/Berlin"
    world.site.save()
    return world


def test_the_page_says_the_time_at_the_site_and_whose_time_it_is(abroad, signed_in):
    visit = make_visit(abroad, VisitState.PLANNED)
    page = signed_in(abroad.coordinator).get(reverse("visits:detail", args=[visit.pk]))
    assert w.ARRIVAL.astimezone(UTC).hour == 1
    assert "11-25 02:30" in page.text
    assert "Europe/Berlin" in page.text


def test_the_arrival_in_the_request_is_meant_at_the_site(abroad, signed_in):
    times = {"arrives_at": "2025-11-27T09:30", "leaves_at": "2025-11-27T16:30"}
    browser = signed_in(abroad.coordinator)
    browser.post(NEW, sent(abroad, **times))
    visit = Visit.objects.get()
    assert visit.arrives_at == datetime(2025, 11, 27, 8, 30, tzinfo=UTC)
    form = browser.get(reverse("visits:edit", args=[visit.pk]))
    assert 'value="2025-11-27T09:30"' in form.text
    browser.post(reverse("visits:edit", args=[visit.pk]), sent(abroad, version=1, **times))
    visit.refresh_from_db()
    assert visit.arrives_at == datetime(2025, 11, 27, 8, 30, tzinfo=UTC)


def test_the_next_page_has_the_company_s_own_clock_again(abroad, signed_in):
    visit = make_visit(abroad, VisitState.PLANNED)
    signed_in(abroad.coordinator).get(reverse("visits:detail", args=[visit.pk]))
    assert timezone.get_current_timezone_name() == "Asia/Shanghai"


def test_a_visit_at_home_does_not_name_its_zone(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    page = signed_in(world.coordinator).get(reverse("visits:detail", args=[visit.pk]))
    assert "Asia/Shanghai" not in page.text
    assert "11-25 09:30" in page.text
