"""The tier board and its decisions: insider, colleague from elsewhere, stranger."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.domains.tiering.conftest import NIGHT, SIZE, run
from tests.queries import assert_costs_the_same

from yingke.domains.customers.models import Account
from yingke.domains.tiering.models import TierMove
from yingke.domains.tiering.services import moves
from yingke.foundation.kernel import clock

BOARD = "tiering:board"


@pytest.fixture
def scored(book):
    run()
    return book


@pytest.fixture
def opened(client: Client):
    """A page for a person, in the night of the run."""

    def show(user, name: str = BOARD, *args: object, **query: str):
        client.force_login(user)
        with clock.at(NIGHT):
            return client.get(reverse(name, args=args), query)

    return show


def waiting(account: Account) -> TierMove:
    return TierMove.objects.get(account=account, state="waiting")


def test_without_a_run_the_board_says_so(book, opened):
    assert "尚无得分" in opened(book.director).text


def test_the_board_shows_tiers_and_the_moves_that_wait_with_their_reason(scored, opened):
    page = opened(scored.director).text
    assert f'<a class="tier-count num" href="/tiers/scores/?tier=potential">{SIZE}</a>' in page
    assert "价值分 90.9，不低于 80" in page
    assert reverse("tiering:approve-move", args=[waiting(scored.best).pk]) in page


def test_who_may_not_decide_sees_the_reasons_without_the_buttons(scored, opened):
    page = opened(scored.account_manager).text
    assert "价值分 90.9，不低于 80" in page
    assert reverse("tiering:approve-move", args=[waiting(scored.best).pk]) not in page


def test_a_colleague_from_elsewhere_sees_none_of_these_customers(scored, opened):
    page = opened(scored.colleague).text
    assert scored.best.name not in page
    assert 'href="/tiers/scores/?tier=potential">0</a>' in page


def test_a_stranger_finds_no_board(scored, opened):
    for name in (BOARD, "tiering:scores", "tiering:moves", "tiering:what-if", "tiering:rules"):
        assert opened(scored.stranger, name).status_code == 404


def test_sums_are_for_who_may_see_orders(scored, opened):
    assert "旧采购额三档对照" in opened(scored.director).text
    page = opened(scored.approver).text
    assert "旧采购额三档对照" not in page
    assert "近 12 个月营收" not in page
    assert "近 12 个月营收" not in opened(scored.approver, "tiering:scores").text


def test_an_approved_move_takes_effect_and_is_drawn(scored, opened, client):
    opened(scored.director)
    with clock.at(NIGHT):
        client.post(reverse("tiering:approve-move", args=[waiting(scored.best).pk]))
    assert Account.objects.get(pk=scored.best.pk).tier == "strategic"
    page = opened(scored.director).text
    assert "潜力培育层 → 战略核心层 · 1" in page or "潜力 → 战略核心 · 1" in page
    assert 'class="sankey"' in page


def test_a_move_is_returned_in_a_dialog_with_a_reason(scored, opened, client):
    url = reverse("tiering:return-move", args=[waiting(scored.best).pk])
    opened(scored.director)
    assert client.post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "合同未签"})
    assert TierMove.objects.get(account=scored.best).comment == "合同未签"


def test_several_moves_are_approved_at_once_and_one_refusal_stops_none(scored, opened, client):
    rows = list(TierMove.objects.filter(state="waiting").order_by("pk"))
    assert len(rows) > 2
    moves.return_move(actor=scored.director, move_id=rows[0].pk, reason="不同意")
    opened(scored.director)
    with clock.at(NIGHT):
        client.post(reverse("tiering:approve-moves"), {"pk": [row.pk for row in rows]})
    states = dict(TierMove.objects.values_list("pk", "state"))
    assert states == {rows[0].pk: "returned", **{row.pk: "approved" for row in rows[1:]}}


def test_a_move_of_an_invisible_customer_is_not_found(scored, client):
    client.force_login(scored.colleague)
    url = reverse("tiering:approve-move", args=[waiting(scored.best).pk])
    assert client.post(url).status_code == 404


def test_the_board_costs_the_same_however_many_moves_wait(book, client):
    run()
    rows = list(TierMove.objects.filter(state="waiting"))
    TierMove.objects.filter(state="waiting").update(state="withdrawn")
    client.force_login(book.director)

    def add(n: int) -> None:
        TierMove.objects.filter(pk=rows[n].pk).update(state="waiting")

    assert_costs_the_same(client, reverse(BOARD), add, most=20)


def test_the_list_of_scores_is_narrowed_by_tier_class_and_line(scored, opened):
    def names(**query: str) -> list[str]:
        page = opened(scored.director, "tiering:scores", **query)
        return [row.name for row in scored.accounts if row.name in page.text]

    assert len(names()) == SIZE
    assert names(tier="strategic") == []
    assert names(purchase_class="A") == []
    near = names(near="key")
    assert near == [row.name for row in scored.accounts if _near(row, 60)]


def _near(account: Account, line: float) -> bool:
    total = account.scores.get().total
    return line - 3 < total < line


def test_recomputing_is_a_job(scored, client):
    from procrastinate.contrib.django.models import ProcrastinateJob

    client.force_login(scored.manager)
    client.post(reverse("tiering:recompute"))
    assert ProcrastinateJob.objects.filter(task_name="tiering.run").count() == 1
