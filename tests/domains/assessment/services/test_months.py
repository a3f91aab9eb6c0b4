"""The monthly facts: kept by the subscriber, and derived anew by the command."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from tests.domains.assessment.queries.test_insights import readings, recount_nodes
from tests.domains.visits.world import MONDAY, approved, weeks_later
from tests.factories.resources import make_room

from yingke.domains.assessment import queries
from yingke.domains.assessment.handlers import SUBSCRIBER
from yingke.domains.assessment.models import VisitMonth
from yingke.domains.assessment.rules.months import Month
from yingke.domains.assessment.rules.targets import Goal
from yingke.domains.assessment.terms import Indicator
from yingke.domains.planning.events import ChangeTold
from yingke.domains.resources import services as resources
from yingke.domains.visits import events
from yingke.domains.visits.services import bookings
from yingke.foundation.journal import registry, services
from yingke.foundation.journal.delivery import deliver
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel import clock

NOVEMBER = Month(2025, 11)


def rows(**which):
    fields = [field.attname for field in VisitMonth._meta.concrete_fields if field.name != "id"]
    return list(VisitMonth.objects.filter(**which).order_by("visit", "month").values(*fields))


def deliver_all(entries):
    for entry in entries:
        if SUBSCRIBER in registry.subscribers(entry.kind):
            deliver(entry_id=entry.pk, subscriber=SUBSCRIBER)


def test_what_the_subscriber_kept_is_what_the_command_rebuilds(world, company):
    VisitMonth.objects.all().delete()
    deliver_all(Entry.objects.order_by("-pk"))  # in whatever order the workers come to them
    kept = rows()
    assert {row["visit_id"] for row in kept} == {visit.pk for visit in company}
    call_command("rebuild_indicators", stdout=StringIO())
    assert rows() == kept


def test_rebuilding_takes_away_what_the_journal_does_not_say(world, company):
    kept = rows()
    VisitMonth.objects.filter(month=NOVEMBER.first).update(nodes_right=99)
    VisitMonth.objects.create(visit=company[0], month=Month(2020, 1).first, nodes_closed=3)
    call_command("rebuild_indicators", stdout=StringIO())
    assert rows() == kept


def test_what_is_reported_late_counts_when_it_happened(world, company):
    now = MONDAY + timedelta(weeks=8)
    with clock.at(MONDAY):
        visit = approved(world, **weeks_later(1))
    deliver_all(Entry.objects.filter(subject_id=visit.pk))
    before = readings(world.coordinator, NOVEMBER, now)[Indicator.ACCURACY]
    node = visit.nodes.filter(state="open", due_at__lt=now).first()
    about = (visit.pk, visit.account_id, node.number, node.kind, node.name, node.name_en)
    with clock.at(now):
        done = events.NodeCompleted(*about, node.due_at, True)
        on_time = node.due_at - timedelta(hours=1)
        entry = services.record(actor=world.coordinator, event=done, occurred_at=on_time)
    deliver_all([entry])
    after = readings(world.coordinator, NOVEMBER, now)[Indicator.ACCURACY]
    assert (after.good, after.counted) == (before.good + 1, before.counted)
    assert (after.good, after.counted) == recount_nodes(NOVEMBER, now)


def test_a_room_booked_twice_counts_until_it_is_released_or_there_is_a_reason(world, company):
    now = MONDAY + timedelta(weeks=8)
    last = Entry.objects.latest("pk").pk

    def rate():
        deliver_all(Entry.objects.filter(pk__gt=last))
        found = readings(world.coordinator, Month(2025, 12), now)[Indicator.DUPLICATES]
        return found.good, found.counted

    before = rate()
    with clock.at(MONDAY + timedelta(weeks=4)):
        item = company[1].agenda.first()
        extra = make_room(site=world.site, capacity=40)
        link = bookings.book_for_item(
            actor=world.coordinator, item_id=item.pk, resource_id=extra.pk
        )
        assert rate() == (before[0] + 1, before[1] + 1)
        resources.excuse_duplicate(
            actor=world.coordinator, booking_id=link.booking_id, reason="两组同时交流"
        )
        assert rate() == (before[0], before[1] + 1)
        resources.cancel_booking(actor=world.coordinator, booking_id=link.booking_id)
    assert rate() == before
    kept = rows()
    call_command("rebuild_indicators", stdout=StringIO())
    assert rows() == kept


def test_a_change_counts_when_everyone_has_been_told(world, company):
    now = MONDAY + timedelta(weeks=1)
    visit = company[0]
    for number, seconds in enumerate((300, 7300), start=2):
        told = ChangeTold(visit.pk, visit.account_id, number, 3, seconds)
        with clock.at(now):
            deliver_all([services.record(actor=world.coordinator, event=told)])
    found = readings(world.coordinator, NOVEMBER, now)[Indicator.REPLANNING]
    assert (found.value, found.counted) == (300, 3)
    assert queries.of_visit(visit.pk, now=now).readings[Indicator.REPLANNING] == found
    (row,) = queries.behind(
        world.coordinator, Indicator.REPLANNING, NOVEMBER, Goal(7200, more_is_better=False), now=now
    )
    assert (row.visit_id, row.value, row.missed) == (visit.pk, 300, 0)
