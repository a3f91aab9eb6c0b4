"""The plan as PDF, and calendars that other programs accept."""

from datetime import timedelta

from django.test import Client
from icalendar import Calendar
from tests.factories.resources import make_vehicle
from tests.factories.visits import make_visit

from yingke.domains.people.models import Staff
from yingke.domains.visits.queries import pages
from yingke.domains.visits.services import bookings, closing, feeds
from yingke.domains.visits.terms import VisitState
from yingke.domains.visits.web.papers import plan
from yingke.foundation.kernel import clock


def events(content: bytes) -> dict[str, dict[str, str]]:
    """UID to the event's properties, read by another's eyes than those that wrote them."""
    calendar = Calendar.from_ical(content)
    return {
        str(event["UID"]): {name: event[name].to_ical().decode() for name in event}
        for event in calendar.walk("VEVENT")
    }


def fetch(client: Client, token: str) -> bytes:
    answer = client.get(f"/calendar/{token}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content


def test_the_plan_is_a_paper_in_the_readers_language(world, client):
    visit = make_visit(world, VisitState.PLANNED)
    client.force_login(world.coordinator)
    answer = client.get(f"/visits/{visit.pk}/plan.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    client.force_login(world.stranger)
    assert client.get(f"/visits/{visit.pk}/plan.pdf").status_code == 404


def test_the_plan_names_items_people_rooms_and_guests(world):
    visit = make_visit(world, VisitState.PLANNED)
    data = plan.data(pages.page_of(world.coordinator, visit.pk), world.coordinator)
    [(day, items)] = data["days"]
    assert day == "11月25日 周二"
    assert [row[1] for row in items] == ["环节 1", "环节 2", "环节 3"]
    assert items[0][2] == world.room.label
    assert items[0][3] == "孙倩"
    assert [row[0] for row in data["guests"]] == ["林国栋", "马晓东", "吴珊"]


def test_the_plan_has_phones_and_number_plates(world):
    visit = make_visit(world, VisitState.PLANNED)
    Staff.objects.filter(user=world.host).update(phone="13800000001")
    car = make_vehicle(
        site=world.site, plate="苏E·88K21", driver="王立群", driver_phone="13800000002"
    )
    item = visit.agenda.first()
    bookings.book_for_item(actor=world.coordinator, item_id=item.pk, resource_id=car.pk)
    page = pages.page_of(world.coordinator, visit.pk)
    data = plan.data(page, world.coordinator)
    assert data["vehicles"] == [[car.label, "苏E·88K21", "王立群", "13800000002"]]
    assert data["contacts"][0] == [world.host.label, "主接待人", "13800000001"]
    assert plan.of_guests(page)["vehicles"] == data["vehicles"]


def test_the_guests_plan_leaves_out_what_is_internal(world, client):
    visit = make_visit(world, VisitState.PLANNED, purpose="探底价")
    visit.agenda.update(note="别提对手")
    page = pages.page_of(world.coordinator, visit.pk)
    told = str(plan.of_guests(page))
    assert "环节 1" in told
    for secret in ("探底价", "别提对手", visit.number, visit.title, "内部"):
        assert secret not in told
        assert secret in str(plan.data(page, world.coordinator))
    client.force_login(world.coordinator)
    answer = client.get(f"/visits/{visit.pk}/plan.pdf", {"for": "guests"})
    assert answer.content.startswith(b"%PDF-")


def test_a_persons_calendar_holds_his_parts_and_the_visits_he_hosts(world, client):
    visit = make_visit(world, VisitState.PLANNED)
    of_expert = events(fetch(client, feeds.address_of(actor=world.expert)))
    assert len(of_expert) == 3
    assert {one["STATUS"] for one in of_expert.values()} == {"CONFIRMED"}
    of_host = events(fetch(client, feeds.address_of(actor=world.host)))
    assert list(of_host) == [f"visit-{visit.number}@yingke"]
    assert of_host[f"visit-{visit.number}@yingke"]["STATUS"] == "TENTATIVE"


def test_the_file_keeps_to_rfc_5545(world, client):
    visit = make_visit(world, VisitState.PLANNED, purpose="储能二期合作洽谈，" * 30)
    content = fetch(client, feeds.address_of(actor=world.host, visit_id=visit.pk))
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    first = events(content)[f"visit-{visit.number}@yingke"]
    assert first["DTSTART"] == "20251125T013000Z"
    assert first["DTSTAMP"] == "20251117T020000Z"
    assert first["SEQUENCE"] == str(visit.version)


def test_events_say_whose_visit_it_is_who_organises_it_and_whether_they_take_time(world, client):
    visit = make_visit(world, VisitState.PLANNED)
    content = fetch(client, feeds.address_of(actor=world.host, visit_id=visit.pk))
    assert b"X-PUBLISHED-TTL:PT1H\r\n" in content
    found = events(content)
    whole = found.pop(f"visit-{visit.number}@yingke")
    assert whole["TRANSP"] == "TRANSPARENT"
    for event in found.values():
        assert event["TRANSP"] == "OPAQUE"
        assert event["SUMMARY"].startswith(visit.account.label)
        assert event["ORGANIZER"] == f"mailto:{visit.coordinator.email}"


def test_a_persons_calendar_leaves_out_what_is_long_past(world, client):
    visit = make_visit(world, VisitState.PLANNED)
    token = feeds.address_of(actor=world.expert), feeds.address_of(actor=world.host)
    with clock.at(visit.leaves_at + timedelta(days=91)):
        assert [events(fetch(client, one)) for one in token] == [{}, {}]


def test_the_address_of_a_calendar_is_the_companys(world, client, settings):
    settings.ORIGIN = "https://visits.yingke.example"
    client.force_login(world.expert)
    assert client.get("/calendar/").context["mine"].startswith("https://visits.yingke.example/")


def test_a_change_raises_the_sequence_and_a_cancelled_visit_says_so(world, client):
    visit = make_visit(world, VisitState.PLANNED)
    token = feeds.address_of(actor=world.host, visit_id=visit.pk)
    before = events(fetch(client, token))
    closing.cancel(
        actor=world.coordinator, visit_id=visit.pk, version=visit.version, reason="客户改期"
    )
    after = events(fetch(client, token))
    assert list(after) == list(before)
    for uid, event in after.items():
        assert event["STATUS"] == "CANCELLED"
        assert int(event["SEQUENCE"]) > int(before[uid]["SEQUENCE"])


def test_a_renewed_unknown_or_foreign_address_is_the_same_404(world, client):
    visit = make_visit(world, VisitState.PLANNED)
    token = feeds.address_of(actor=world.expert)
    of_visit = feeds.address_of(actor=world.stranger, visit_id=visit.pk)
    feeds.renew(actor=world.expert)
    for dead in (token, f"{token}x", "nonsense", of_visit):
        assert client.get(f"/calendar/{dead}.ics").status_code == 404
    assert client.get(f"/calendar/{feeds.address_of(actor=world.expert)}.ics").status_code == 200


def test_the_address_of_someone_who_left_is_dead(world, client):
    make_visit(world, VisitState.PLANNED)
    token = feeds.address_of(actor=world.expert)
    world.expert.is_active = False
    world.expert.save(update_fields=["is_active"])
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_the_page_of_addresses_renews_them(world, client):
    client.force_login(world.expert)
    shown = client.get("/calendar/").context["mine"]
    assert client.post("/calendar/renew/").status_code == 302
    assert client.get("/calendar/").context["mine"] != shown
