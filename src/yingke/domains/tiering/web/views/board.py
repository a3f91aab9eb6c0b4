"""The tier board, and the lists of scores and moves."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yingke.domains.tiering import permissions
from yingke.domains.tiering.models import Score
from yingke.domains.tiering.queries import back_tests, rule_sets, scores
from yingke.domains.tiering.queries import moves as move_queries
from yingke.domains.tiering.services import runs
from yingke.domains.tiering.terms import MoveState
from yingke.domains.tiering.web import board as words
from yingke.domains.tiering.web import moves as move_words
from yingke.domains.tiering.web.back_tests import separations
from yingke.domains.tiering.web.tables import MoveTable, PlainScoreTable, ScoreTable
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.editing import perform
from yingke.foundation.ui.pages import page
from yingke.foundation.ui.tables import list_page


@needs("tiering.see")
@require_GET
def board(request: UserRequest) -> HttpResponse:
    """Tiers, moves that wait, movers of a period, purchase classes, and whether the rules tell."""
    run = scores.latest_run()
    context: dict[str, Any] = {"run": run, "may_recompute": permissions.can_recompute(request.user)}
    if run is not None:
        period = request.GET.get("period", "quarter")
        period = period if period in words.PERIODS else "quarter"
        sheet = words.sheet_of(request.user, run)
        waiting = list(move_queries.waiting_for(request.user))
        context |= {
            "figures": words.key_figures(sheet, len(waiting)),
            "cards": words.tier_cards(sheet),
            "moves": move_words.rows(waiting, sheet.rules),
            "may_decide": permissions.can_decide(request.user),
            "may_see_sums": permissions.can_see_sums(request.user),
            "classes": words.classes(sheet),
            "flows": words.flows(sheet, period, request.GET.get("flow", "")),
            "period": period,
            "periods": words.PERIODS.items(),
            "tested": _tested(request, run),
        }
    return page(request, "tiering/board.html", context)


def _tested(request: UserRequest, run: Any) -> dict[str, Any] | None:
    """Whether the rules in force tell who stays; for who sees all customers."""
    past = back_tests.past_before(run) if scores.sees_all(request.user) else None
    if past is None:
        return None
    plan = rule_sets.plan_of(rule_sets.in_force())
    found = back_tests.back_test_of(past, plan, "churned")
    return {"at": past.at, "days": back_tests.HORIZON, "rows": separations(found)}


@needs("tiering.see")
@require_GET
def score_list(request: UserRequest) -> HttpResponseBase:
    """Scores of the latest run."""
    run = scores.latest_run()
    rows = scores.visible_scores(request.user, run) if run else Score.objects.none()
    rows = scores.with_measures(rows).select_related("account__account_manager")
    table = ScoreTable if permissions.can_see_sums(request.user) else PlainScoreTable
    return list_page(request, "ui/list.html", table(request, rows))


@needs("tiering.see")
@require_GET
def move_list(request: UserRequest) -> HttpResponseBase:
    """Tier moves, waiting and decided."""
    rows = move_queries.visible_to(request.user).exclude(state=MoveState.WITHDRAWN)
    table = MoveTable(request, rows.select_related("account", "decided_by"))
    return list_page(request, "ui/list.html", table)


@needs("tiering.edit_rules", "tiering.decide")
@require_POST
def recompute(request: UserRequest) -> HttpResponse:
    """Score all customers now, by a worker."""
    return perform(
        request,
        lambda: runs.request_run(actor=request.user),
        back=reverse("tiering:board"),
        message=_("Scores are being computed. Reload in a moment."),
    )
