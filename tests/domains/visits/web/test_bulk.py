"""Several visits of the list at once: remind, appoint a coordinator, export."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.identity import make_user
from tests.factories.visits import make_visit

from yingke.domains.visits.terms import VisitState
from yingke.foundation.kernel import clock
from yingke.foundation.notifications.models import Notification


@pytest.fixture
def two(world):
    return [make_visit(world, VisitState.APPROVED, title=title) for title in ("甲来访", "乙来访")]


def post(browser, name, rows, **data):
    return browser.post(reverse(f"visits:{name}"), {"pk": [row.pk for row in rows], **data})


def test_a_coordinator_is_asked_for_and_then_appointed_to_all(world, signed_in, two):
    browser = signed_in(world.coordinator)
    asked = post(browser, "bulk-coordinator", two)
    assert [f'name="pk" value="{row.pk}"' in asked.text for row in two] == [True, True]
    other = make_user("新统筹", roles=("coordinator",))
    assert post(browser, "bulk-coordinator", two, coordinator=other.pk).status_code == 302
    for visit in two:
        visit.refresh_from_db()
        assert (visit.coordinator, visit.lead_host) == (other, world.host)


def test_who_does_not_run_all_of_them_changes_none(world, signed_in, two):
    browser = signed_in(world.requester)
    for name in ("bulk-coordinator", "bulk-remind"):
        answer = post(browser, name, two, coordinator=world.coordinator.pk)
        assert answer.status_code == 403
    assert post(signed_in(world.stranger), "bulk-remind", two).status_code == 404


def test_whoever_is_late_is_reminded_once_a_day(world, signed_in, two):
    browser = signed_in(world.coordinator)
    reminders = Notification.objects.filter(kind="visits.reminder")
    with clock.at(two[0].arrives_at - timedelta(hours=1)):
        before = reminders.count()
        assert post(browser, "bulk-remind", two).status_code == 302
        sent = reminders.count() - before
        post(browser, "bulk-remind", two)
        assert reminders.count() - before == sent > 0
    with clock.at(two[0].arrives_at + timedelta(days=1)):
        post(browser, "bulk-remind", two)
        assert reminders.count() - before > sent


def test_the_file_has_the_chosen_rows_that_one_sees_and_no_others(world, signed_in, two):
    make_visit(world, VisitState.APPROVED, title="丙来访")
    answer = post(signed_in(world.host), "bulk-export", two)
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert {row[0].value for row in list(sheet.rows)[1:]} == {"甲来访", "乙来访"}
    assert post(signed_in(world.stranger), "bulk-export", two).status_code == 404


def test_only_what_a_person_may_do_is_offered(world, signed_in, two):
    offered = {
        who: signed_in(who).get(reverse("visits:list")).context["table"].bulk_actions
        for who in (world.coordinator, world.host)
    }
    assert [len(offered[world.coordinator]), len(offered[world.host])] == [3, 1]
