"""Scores of the live tables: kept by month, computed again without harm, equal to a recount."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO

import ibis
import pytest
from django.core.management import call_command
from django.db import transaction
from tests.domains.tiering.conftest import NIGHT, SIZE, TODAY, rate, run
from tests.factories.commerce import make_case, make_paper

from yingke.domains.commerce.models import Order, Payment, Project
from yingke.domains.customers.models import Account, Interaction
from yingke.domains.tiering.models import Run, Score, TierMove
from yingke.domains.tiering.queries import inputs, rule_sets
from yingke.domains.tiering.services import runs
from yingke.engines.scoring import Tables
from yingke.engines.scoring import run as engine_run
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation


def scores(month: date = date(2026, 11, 1)) -> dict[int, tuple[object, ...]]:
    rows = Score.objects.filter(month=month)
    return {
        row.account_id: (row.total, row.dimensions, row.measures, row.parts, row.tier)
        for row in rows
    }


def test_each_customer_gets_a_score_with_its_parts(book):
    done = run()
    assert (done.accounts, done.month, done.as_of) == (SIZE, date(2026, 11, 1), TODAY)
    best = Score.objects.get(account=book.best)
    assert best.measures["industry_influence"] == 4 * (SIZE - 1)
    names = [part[1] for part in done.parts]
    line = best.parts[names.index("strategic_fit")]
    assert line[:2] == [92.0, round(100 * (SIZE - 0.5) / SIZE, 6)]  # value, percentile
    assert best.total == pytest.approx(sum(one[3] for one in best.parts), abs=1e-4)
    assert best.tier == "strategic"


def test_the_measures_equal_a_recount_of_the_rows(book):
    run()
    window = (TODAY - timedelta(days=365), TODAY)
    for account in book.accounts:
        kept = Score.objects.get(account=account).measures
        amounts = [
            row.amount
            for row in Order.objects.filter(account=account)
            if window[0] < row.ordered_on <= window[1]
        ]
        days = [row.held_at.date() for row in Interaction.objects.filter(account=account)]
        assert Decimal(str(kept["monetary"])) == sum(amounts)
        assert kept["frequency"] == len(amounts)
        assert kept["interaction_frequency"] == sum(window[0] < day <= window[1] for day in days)
        assert kept["silence"] == (TODAY - max(days)).days
        assert kept["contact_breadth"] == 1


def test_orders_in_another_currency_are_no_part_of_a_sum(book):
    before = engine_run(inputs.live_tables(), TODAY).table
    make_paper(Order, book.best, TODAY, amount=Decimal(9_000_000), currency="USD")
    assert engine_run(inputs.live_tables(), TODAY).table == before


def test_computing_again_changes_and_doubles_nothing(book):
    run()
    before = scores()
    run()
    assert scores() == before
    assert Score.objects.count() == SIZE
    waiting = TierMove.objects.filter(state="waiting")
    assert waiting.count() == len(set(waiting.values_list("account_id", flat=True)))


def test_a_run_that_is_killed_before_its_end_leaves_nothing(book):
    def killed() -> None:
        with transaction.atomic():
            run()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    assert (Run.objects.count(), Score.objects.count(), TierMove.objects.count()) == (0, 0, 0)
    run()
    assert (Run.objects.count(), Score.objects.count()) == (1, SIZE)


def test_a_month_that_is_over_keeps_its_scores(book):
    run(date(2026, 10, 31))
    before = scores(date(2026, 10, 1))
    rate(book.accounts[0], 100, date(2026, 11, 5))
    with pytest.raises(RuleViolation, match="month_is_over"):
        run(date(2026, 10, 31))
    run()
    assert scores(date(2026, 10, 1)) == before
    assert scores()[book.accounts[0].pk] != before[book.accounts[0].pk]


def test_later_rows_do_not_change_what_an_earlier_day_gives(book):
    before = engine_run(inputs.live_tables(), date(2026, 10, 31)).table
    rate(book.accounts[0], 100, date(2026, 11, 5))
    assert engine_run(inputs.live_tables(), date(2026, 10, 31)).table == before


def every_kind(account: Account) -> None:
    """A row of each table that the other tests leave empty, with and without its later facts."""
    moment = datetime(2026, 9, 1, 23, 30, tzinfo=UTC)  # the next day in Shanghai
    make_paper(Payment, account, date(2026, 5, 1), paid_on=date(2026, 5, 9))
    make_paper(Payment, account, date(2026, 6, 1))
    make_paper(Project, account, date(2026, 2, 1), innovation=True, ended_on=date(2026, 8, 1))
    make_paper(Project, account, date(2026, 2, 1), innovation=True)
    make_case(account, opened_at=moment, case_kind="complaint")
    make_case(
        account,
        opened_at=moment,
        first_response_at=moment + timedelta(hours=3),
        closed_at=moment + timedelta(days=2),
    )


def test_the_database_and_duckdb_over_an_export_give_the_same(book):
    every_kind(book.best)
    live = engine_run(inputs.live_tables(), TODAY).table
    assert engine_run(inputs.exported_tables(), TODAY).table == live
    (best,) = [row for row in live.to_pylist() if row["account_id"] == str(book.best.pk)]
    assert (best["payment_delay"], best["innovation_participation"], best["complaints"]) == (
        (8 + (TODAY - date(2026, 6, 1)).days) / 2, 2, 1,
    )  # fmt: skip
    assert best["overdue_amount"] == 1000


def test_the_command_on_the_exported_files_gives_the_scores_of_the_page(book, tmp_path):
    every_kind(book.best)
    run()
    call_command("export_scoring", str(tmp_path), stdout=StringIO())
    files = {name: ibis.read_parquet(tmp_path / f"{name}.parquet") for name in inputs.INPUTS}
    card, tiers = (json.loads((tmp_path / f"{n}.json").read_text()) for n in ("scorecard", "tiers"))
    found = engine_run(Tables(**files), TODAY, rule_sets.plan(card, tiers)).table.to_pylist()
    kept = {str(row.account_id): row for row in Score.objects.all()}
    assert len(found) == SIZE
    for row in found:
        score = kept[row["account_id"]]
        assert score.total == round(row["score"], 6)
        for name, value in score.measures.items():
            assert value == (None if row[name] is None else float(row[name]))


def test_the_version_of_the_inputs_tells_other_rows(book):
    first = inputs.versions()
    assert first["ratings"]["rows"] == 2 * SIZE
    assert inputs.versions() == first
    rate(book.best, 1, date(2026, 11, 5))
    changed = inputs.versions()
    assert {name for name in first if first[name] != changed[name]} == {"ratings"}


def test_the_first_night_computes_the_months_before_too(book):
    with clock.at(NIGHT):
        runs.run_tonight()
        runs.run_tonight()
    months = list(Run.objects.order_by("month").values_list("month", flat=True).distinct())
    assert (len(months), months[0], months[-1]) == (14, date(2025, 10, 1), date(2026, 11, 1))
    assert Score.objects.count() == 14 * SIZE
    assert not TierMove.objects.exclude(run__month=date(2026, 11, 1)).exists()


def test_a_closed_customer_is_not_scored(book):
    book.best.status = "closed"
    book.best.save()
    assert run().accounts == SIZE - 1
