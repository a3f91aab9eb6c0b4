"""The indicators against a recount that reads the journal's rows in its own, slow way."""

import statistics
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone
from tests.domains.visits.world import MONDAY, SHANGHAI, approved

from yingke.domains.assessment import queries, services
from yingke.domains.assessment.parameters import TARGETS
from yingke.domains.assessment.rules.months import Month
from yingke.domains.assessment.terms import Indicator
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel import clock
from yingke.foundation.policy import services as policy

NOVEMBER, DECEMBER = Month(2025, 11), Month(2025, 12)
MONTHS = [NOVEMBER, DECEMBER]


def journal(kind, until):
    """Each entry of a kind as (visit, moment, data), oldest first."""
    rows = Entry.objects.filter(kind=f"visits.{kind}").order_by("occurred_at", "pk")
    return [(r.subject_id, r.occurred_at, r.data) for r in rows if r.occurred_at <= until]


def moment(text):
    return datetime.fromisoformat(text)


def in_month(at, month):
    local = at.astimezone(SHANGHAI)
    return (local.year, local.month) == (month.year, month.number)


def last_moment(month, now):
    return min(now, month.end(SHANGHAI) - timedelta(microseconds=1))


def recount_nodes(month, now):
    """(right, counted) by going through every visit and node number."""
    until = last_moment(month, now)
    schedules, done = journal("nodes_scheduled", until), journal("node_completed", until)
    skipped, called_off = journal("node_waived", until), journal("cancelled", until)
    right = counted = 0
    for visit in {row[0] for row in schedules}:
        plan = [data["nodes"] for owner, _, data in schedules if owner == visit][-1]
        ends = [at for owner, at, _ in called_off if owner == visit]
        for node in plan:
            number, due = node["number"], moment(node["due_at"])
            closings = [
                (at, data)
                for owner, at, data in done + skipped
                if owner == visit and data["number"] == number
            ]
            if closings:
                at, data = closings[0]
                due = moment(data["due_at"])
                if in_month(due, month):
                    counted += 1
                    right += at <= due and data.get("with_evidence", False)
            elif in_month(due, month) and due < until and not (ends and due > ends[-1]):
                counted += 1
    return right, counted


def recount_response(month, now):
    waits = []
    for _, at, data in journal("task_accepted", last_moment(month, now)):
        ends = {data["from_department_id"], data["to_department_id"]}
        if in_month(at, month) and None not in ends and len(ends) == 2:
            waits.append((at - moment(data["assigned_at"])).total_seconds())
    return (statistics.median(waits) if waits else None), len(waits)


def recount_materials(month, now):
    rows = journal("confirmed", last_moment(month, now))
    mine = {visit: data for visit, at, data in rows if in_month(at, month)}
    return (
        sum(data["checked"] for data in mine.values()),
        sum(data["required"] for data in mine.values()),
    )


def recount_cycle(month, now):
    until = last_moment(month, now)
    first = {visit: at for visit, at, _ in reversed(journal("plan_approved", until))}
    waits = []
    for visit, at in first.items():
        asked = min(t for v, t, _ in journal("submitted", until) if v == visit)
        if in_month(at, month):
            waits.append((at - asked).total_seconds())
    return (statistics.fmean(waits) if waits else None), len(waits)


def readings(user, month, now):
    tz = timezone.get_current_timezone()
    return {i.indicator: i.reading for i in queries.insights(user, month, tz=tz, now=now)}


_HIDE_LATER = "UPDATE journal_entry SET kind = 'later.' || kind WHERE occurred_at > %s"


def go_back_to(moment):
    """The journal as it was then, which only a test may do: triggers guard it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(_HIDE_LATER, [moment])
        cursor.execute("SET LOCAL session_replication_role = origin")
    services.rebuild()


@pytest.mark.parametrize("weeks", [1.2, 3, 8])
def test_every_indicator_equals_its_recount(world, company, weeks):
    now = MONDAY + timedelta(weeks=weeks)
    go_back_to(now)
    for month in MONTHS:
        found = readings(world.coordinator, month, now)
        nodes = found[Indicator.ACCURACY]
        assert (nodes.good or 0, nodes.counted) == recount_nodes(month, now)
        response = found[Indicator.RESPONSE]
        assert (response.value, response.counted) == recount_response(month, now)
        materials = found[Indicator.MATERIALS]
        assert (materials.good or 0, materials.counted) == recount_materials(month, now)
        cycle = found[Indicator.CYCLE]
        assert (cycle.value, cycle.counted) == recount_cycle(month, now)


def test_the_world_has_something_of_everything(world, company):
    """Else the recount would agree on nothing at all."""
    found = readings(world.coordinator, NOVEMBER, MONDAY + timedelta(weeks=8))
    assert all(reading.value is not None for reading in found.values())
    accuracy = found[Indicator.ACCURACY]
    assert 0 < accuracy.good < accuracy.counted
    assert found[Indicator.CYCLE].value > 3600
    assert found[Indicator.RESPONSE].value > 3600


def test_the_visits_behind_add_up_to_the_month(world, company):
    now, tz = MONDAY + timedelta(weeks=8), timezone.get_current_timezone()
    for insight in queries.insights(world.coordinator, NOVEMBER, tz=tz, now=now):
        goal = insight.goal
        rows = queries.behind(world.coordinator, insight.indicator, NOVEMBER, goal, now=now)
        assert sum(row.counted for row in rows) == insight.reading.counted
        assert {row.visit_id for row in rows} <= {visit.pk for visit in company}
        worst_first = [row.value for row in rows.order_by("rank", "pk")]
        assert worst_first == sorted(worst_first, reverse=not goal.more_is_better)
        for row in rows:
            good = row.value >= goal.value if goal.more_is_better else row.value <= goal.value
            assert row.missed == (not good)


@pytest.mark.parametrize("dimension", ["department", "visit_type", "lead_host", "site"])
def test_the_parts_of_a_month_add_up_to_it(world, company, dimension):
    now, tz = MONDAY + timedelta(weeks=8), timezone.get_current_timezone()
    for insight in queries.insights(world.coordinator, NOVEMBER, tz=tz, now=now):
        parts = queries.breakdown(
            world.coordinator, insight.indicator, NOVEMBER, dimension, tz=tz, now=now
        )
        assert sum(reading.counted for reading in parts.values()) == insight.reading.counted
        assert set(parts) <= {getattr(visit, f"{dimension}_id") for visit in company}
        if len(parts) == 1:
            assert list(parts.values()) == [insight.reading]


def test_a_past_month_is_judged_by_the_target_in_force_then(world, company):
    code, tz = TARGETS[Indicator.ACCURACY], timezone.get_current_timezone()
    with clock.at(DECEMBER.start(tz)):
        policy.set_value(actor=None, code=code, value=Decimal(50))
    now = MONDAY + timedelta(weeks=8)
    found = queries.insight(world.coordinator, Indicator.ACCURACY, DECEMBER, tz=tz, now=now)
    assert (found.goals[NOVEMBER].value, found.goal.value) == (0.9, 0.5)
    assert found.state(NOVEMBER) == "missed"
    assert found.year_before.value is None


def test_a_past_month_does_not_change_when_more_happens(world, company):
    now = MONDAY + timedelta(weeks=3)
    before = readings(world.coordinator, NOVEMBER, now)
    with clock.at(now):
        approved(world, arrives_at=now + timedelta(weeks=2), leaves_at=now + timedelta(weeks=3))
    services.rebuild()
    assert readings(world.coordinator, NOVEMBER, now + timedelta(weeks=30)) == before


def test_a_visit_alone_says_the_same_as_the_journal(one):
    visit = one
    found = queries.of_visit(visit.pk, now=MONDAY + timedelta(weeks=9))
    assert len(found.nodes) == visit.nodes.count()
    done = Entry.objects.filter(kind="visits.node_completed", subject_id=visit.pk).count()
    assert sum(node.closed_at is not None for node in found.nodes) == done
    data = Entry.objects.get(kind="visits.confirmed", subject_id=visit.pk).data
    assert found.confirmation.checked == data["checked"]
    assert found.handled.approved_at == visit.approvals.get(kind="plan").decided_at


def test_only_visits_that_one_may_see_count(world, one):
    nothing = readings(world.stranger, NOVEMBER, MONDAY + timedelta(weeks=8))
    assert all(reading.value is None for reading in nothing.values())


def test_it_takes_two_queries_whatever_there_is(world, one, django_assert_num_queries):
    user, tz = world.coordinator, timezone.get_current_timezone()
    user.may("visits.coordinate")
    with django_assert_num_queries(2):  # the facts, and the version of the targets
        queries.insights(user, NOVEMBER, tz=tz, now=MONDAY + timedelta(weeks=8))
    with django_assert_num_queries(2):
        queries.insights(user, Month(2024, 5), tz=tz, now=MONDAY + timedelta(weeks=8))
