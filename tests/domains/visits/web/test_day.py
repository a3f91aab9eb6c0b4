"""The day on a phone: one next thing after the other, until the guests have left."""

from datetime import timedelta

from django.urls import reverse
from tests.factories.visits import make_visit

from yingke.domains.visits.models import AgendaItem
from yingke.domains.visits.services import day as services
from yingke.domains.visits.services import reception
from yingke.domains.visits.terms import VisitState
from yingke.foundation.kernel import clock

HOUR = timedelta(hours=1)
HTMX = {"HX-Request": "true"}


def test_the_large_button_leads_through_the_day(world, signed_in):
    visit = make_visit(world, VisitState.CONFIRMED)
    browser = signed_in(world.host)
    page = reverse("visits:day", args=[visit.pk])
    with clock.at(visit.arrives_at):
        for _press in range(2 + 2 * visit.agenda.count()):
            step = browser.get(page).context["next"]
            assert browser.post(step.url).status_code == 302
        assert browser.get(page).context["next"] is None
    visit.refresh_from_db()
    assert visit.state == VisitState.ENDED
    assert not visit.agenda.filter(finished_at=None).exists()


def test_a_pick_up_begins_before_the_guests_arrive_and_ends_with_them(world, signed_in):
    visit = make_visit(world, VisitState.CONFIRMED)
    pick_up = AgendaItem.objects.create(
        visit=visit,
        kind="transfer",
        name="接机",
        starts_at=visit.arrives_at - HOUR,
        ends_at=visit.arrives_at - HOUR / 4,
    )
    talk = visit.agenda.exclude(pk=pick_up.pk).first()
    browser = signed_in(world.host)
    page = reverse("visits:day", args=[visit.pk])
    with clock.at(visit.arrives_at - timedelta(days=1)):
        assert browser.get(page).context["next"].url != reverse(
            "visits:item-start", args=[pick_up.pk]
        )
    with clock.at(visit.arrives_at - HOUR):
        step = browser.get(page).context["next"]
        assert step.url == reverse("visits:item-start", args=[pick_up.pk])
        browser.post(step.url)
        refused = browser.post(reverse("visits:item-start", args=[talk.pk]), headers=HTMX)
        assert refused.status_code == 409
    with clock.at(visit.arrives_at):
        reception.note_arrival(actor=world.host, visit_id=visit.pk)
        pick_up.refresh_from_db()
        assert pick_up.finished_at == visit.arrives_at
        reception.undo_arrival(actor=world.host, visit_id=visit.pk)


def test_a_visit_does_not_end_before_its_items_were_held(world, signed_in):
    visit = make_visit(world, VisitState.IN_PROGRESS)
    address = reverse("visits:day-end", args=[visit.pk])
    answer = signed_in(world.host).post(address, headers=HTMX)
    visit.refresh_from_db()
    assert answer.status_code == 409
    assert visit.state == VisitState.IN_PROGRESS


def test_only_who_runs_the_day_or_receives_guests_has_the_page(world, signed_in):
    visit = make_visit(world, VisitState.CONFIRMED)
    page = reverse("visits:day", args=[visit.pk])
    assert signed_in(world.expert).get(page).status_code == 403
    assert signed_in(world.stranger).get(page).status_code == 404


def test_an_open_day_is_told_that_an_item_began(world, signed_in):
    visit = make_visit(world, VisitState.IN_PROGRESS)
    browser, page = signed_in(world.host), reverse("visits:day", args=[visit.pk])
    known = browser.get(page, headers={"X-Live": ""})["X-Live"]
    assert browser.get(page, headers={"X-Live": known}).status_code == 304
    item = visit.agenda.first()
    with clock.at(item.starts_at):
        services.start_item(actor=world.coordinator, item_id=item.pk)
        assert browser.get(page, headers={"X-Live": known}).status_code == 204
