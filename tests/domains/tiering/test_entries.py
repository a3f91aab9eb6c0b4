"""What tiering puts on the pages of customers and visits, and into ⌘K."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from tests.domains.tiering.conftest import NIGHT, rate, run

from yingke.domains.tiering import palette
from yingke.domains.tiering.models import RuleSet
from yingke.domains.tiering.queries.visits import shift_of
from yingke.foundation.kernel import clock


@pytest.fixture
def shown(client: Client):
    def show(user, account) -> str:
        client.force_login(user)
        with clock.at(NIGHT):
            return client.get(reverse("customers:detail", args=[account.pk])).text

    return show


def test_a_move_that_waits_is_a_note_for_who_decides(book, shown):
    run()
    assert "层级变动待审批：" in shown(book.director, book.best)
    assert "层级变动待审批：" not in shown(book.account_manager, book.best)


def test_an_alarm_is_an_urgent_note(book, shown):
    rules = RuleSet.objects.get()
    rules.tiers[0]["entry"] = [[["industry_influence", ">=", 90]]]
    rules.tiers[0]["exit"] = [[["industry_influence", "<", 80]]]
    rules.save()
    run()
    page = shown(book.director, book.best)
    assert "note-red" in page[page.index("层级变动待审批：") - 400 : page.index("层级变动待审批：")]


def test_a_visit_says_which_dimensions_moved_since(book):
    run(date(2026, 9, 30))
    rate(book.accounts[0], 100, date(2026, 10, 20))
    run(date(2026, 10, 31))
    visit = SimpleNamespace(
        ended_at=datetime(2026, 10, 12, 9, tzinfo=UTC), account_id=book.accounts[0].pk
    )
    found = shift_of(visit)
    assert (found.before, found.after) == (date(2026, 9, 1), date(2026, 10, 1))
    name, change = found.changes[0]
    assert name == "strategic_value"
    assert change > 5


def test_a_visit_that_has_not_ended_or_has_no_month_before_says_nothing(book):
    run(date(2026, 10, 31))
    account_id = book.best.pk
    assert shift_of(SimpleNamespace(ended_at=None, account_id=account_id)) is None
    early = datetime(2026, 10, 12, 9, tzinfo=UTC)
    assert shift_of(SimpleNamespace(ended_at=early, account_id=account_id)) is None


def test_the_palette_leads_to_pages_for_who_may_see_them(book):
    assert [hit.url for hit in palette.actions(book.director, "试算", 6)] == ["/tiers/what-if/"]
    assert palette.actions(book.stranger, "试算", 6) == []
    assert palette.actions(book.approver, "对照", 6) == []
    assert [hit.url for hit in palette.actions(book.director, "对照", 6)] == ["/tiers/trial/"]
