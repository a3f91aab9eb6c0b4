"""The score on the page of a customer, its months, and the rows behind a measure."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.domains.tiering.conftest import NIGHT, SIZE, run

from yingke.domains.tiering.models import Score
from yingke.domains.tiering.queries import evidence
from yingke.domains.tiering.queries.sheets import sheet_of
from yingke.domains.tiering.services import moves
from yingke.foundation.kernel import clock


@pytest.fixture
def scored(book):
    with clock.at(NIGHT):
        run(date(2025, 11, 30))
        run()
    return book


@pytest.fixture
def opened(client: Client):
    def show(user, account, name: str = "customers:detail", *more: object):
        client.force_login(user)
        with clock.at(NIGHT):
            return client.get(reverse(name, args=[account.pk, *more]))

    return show


def test_the_page_says_why_this_tier_and_what_would_end_it(scored, opened):
    move = scored.best.tier_moves.get(state="waiting")
    with clock.at(NIGHT):
        moves.approve(actor=scored.director, move_id=move.pk)
    page = opened(scored.account_manager, scored.best).text
    assert "为什么在这一层，怎样会离开" in page
    assert "价值分 90.9，不低于 80" in page  # the reason of the move
    assert "价值分低于 72" in page
    assert "还差 18.9 分。" in page
    assert "价值雷达" in page


def test_the_contributions_of_the_dimensions_sum_to_the_score(scored):
    sheet = sheet_of(scored.director, scored.best)
    assert sum(axis.contribution for axis in sheet.axes) == pytest.approx(sheet.score.total, 1e-4)
    assert sum(part.contribution for part in sheet.parts) == pytest.approx(sheet.score.total, 1e-4)
    assert (sheet.rank, sheet.peer_count) == (1, SIZE)
    assert sheet.before.month == date(2025, 11, 1)


def test_a_customer_without_a_score_has_no_cards_of_it(book, opened):
    assert "价值雷达" not in opened(book.account_manager, book.best).text


def test_who_may_not_see_scores_sees_none(scored, opened, client):
    assert "价值雷达" not in opened(scored.stranger, scored.best).text
    assert opened(scored.stranger, scored.best, "tiering:customer").status_code == 404
    assert opened(scored.colleague, scored.best, "tiering:customer").status_code == 404


def test_the_months_are_listed_with_rules_and_inputs(scored, opened):
    page = opened(scored.account_manager, scored.best, "tiering:customer").text
    assert "2026-11" in page
    assert "2025-11" in page
    assert "v1" in page


def test_the_evidence_lists_exactly_the_rows_of_a_measure(scored, opened):
    found = evidence.rows_behind(scored.best, "frequency", date(2026, 11, 30))
    (orders,) = found
    kept = Score.objects.get(account=scored.best, month=date(2026, 11, 1)).measures
    assert sum(counts for counts, _row in orders.rows) == kept["frequency"] == SIZE
    (ratings,) = evidence.rows_behind(scored.best, "strategic_fit", date(2026, 11, 30))
    assert [row[2] for _counts, row in ratings.rows] == [kept["strategic_fit"]]
    page = opened(scored.account_manager, scored.best, "tiering:evidence", "frequency").text
    assert f"近 365 天内 {SIZE} 条" in page


def test_rows_of_later_days_are_no_evidence(scored):
    (orders,) = evidence.rows_behind(scored.best, "frequency", date(2026, 9, 30))
    assert all(row[0] <= date(2026, 9, 30) for _counts, row in orders.rows)
    assert len(orders.rows) < SIZE


def test_every_measure_of_the_card_has_its_rows(scored):
    for part in sheet_of(scored.director, scored.best).parts:
        assert evidence.rows_behind(scored.best, part.measure, date(2026, 11, 30))


def test_orders_are_evidence_for_who_may_see_orders(scored, opened):
    assert opened(scored.approver, scored.best, "tiering:evidence", "monetary").status_code == 403
    assert opened(scored.director, scored.best, "tiering:evidence", "monetary").status_code == 200
    assert opened(scored.director, scored.best, "tiering:evidence", "nothing").status_code == 404
