"""Scores, tier moves and their decisions, and what other rules would do."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from pydantic import AwareDatetime

from yingke.domains.customers import queries as customers
from yingke.domains.customers.terms import Tier
from yingke.domains.tiering.models import Score
from yingke.domains.tiering.queries import evidence, rule_sets, scores, trials
from yingke.domains.tiering.queries import moves as move_queries
from yingke.domains.tiering.services import moves
from yingke.domains.tiering.terms import SUMS, MoveState
from yingke.engines.scoring import MEASURES
from yingke.foundation.identity.models import User
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.surfaces.api.v1 import schemas
from yingke.surfaces.api.v1.authentication import WRITE, TokenRequest
from yingke.surfaces.api.v1.responses import (
    Paging,
    Row,
    json_response,
    list_response,
    write_response,
)
from yingke.surfaces.api.v1.schemas import Named, named

router = Router(tags=["tiers"])

SCORE = (
    "pk", "account_id", "account__name", "account__tier", "month", "run__as_of",
    "run__rule_set__number", "total", "dimensions", "measures", "tier",
)  # fmt: skip
MOVE = (
    "pk", "account_id", "account__name", "before", "after", "is_alarm", "state", "score", "facts",
    "proposed_at", "decided_at", "decided_by_id", "decided_by__name", "comment",
)  # fmt: skip


class ScoreRow(Schema):
    """`tier` is the one that holds, `tier_by_rules` the one that the rules give.

    `measures` holds what the caller may see. Points go from 0 to 100.
    """

    customer: Named
    month: date
    as_of: date
    rules: int
    total: float | None
    dimensions: dict[str, float | None]
    measures: dict[str, float | None]
    tier: Tier
    tier_by_rules: Tier


class ScorePage(Schema):
    items: list[ScoreRow]
    next: str | None


class MoveRow(Schema):
    """`facts` are the conditions that decided: field, comparison, bound, and value (no sums)."""

    id: int
    customer: Named
    before: Tier
    after: Tier
    is_alarm: bool
    state: MoveState
    score: float | None
    facts: list[dict[str, Any]]
    proposed_at: AwareDatetime
    decided_at: AwareDatetime | None
    decided_by: Named | None
    comment: str


class MovePage(Schema):
    items: list[MoveRow]
    next: str | None


class MoveFilters(Paging):
    state: MoveState | None = None


class Reason(Schema):
    reason: str = Field(min_length=1, max_length=500)


class TriedRules(Schema):
    """A scorecard and tiers as in the reference of scoring; what is left out is in force."""

    card: dict[str, Any] | None = None
    tiers: list[dict[str, Any]] | None = None


class ShiftRow(Schema):
    customer_id: int
    before: Tier
    after: Tier
    score_before: float | None
    score_after: float | None


class TrialAnswer(Schema):
    items: list[ShiftRow]
    seconds: float


@router.get("/scores", response={200: ScorePage, **schemas.REFUSED_LIST})
def list_scores(request: UserRequest, wanted: Query[Paging]) -> HttpResponse:
    """List the scores of the latest run, best first."""
    run = scores.latest_run()
    rows = scores.visible_scores(request.user, run) if run else Score.objects.none()
    return list_response(
        scores.with_measures(rows),
        fields=(*SCORE, "points"),
        shape=lambda row: _score(request.user, row),
        order=("-points", "-pk"),
        paging=wanted,
    )


@router.get("/customers/{customer_id}/scores", response={200: ScorePage, **schemas.REFUSED_ONE})
def list_customer_scores(
    request: UserRequest, customer_id: int, wanted: Query[Paging]
) -> HttpResponse:
    """List the scores of one customer, latest month first."""
    account = get_object_or_404(customers.visible_to(request.user), pk=customer_id)
    rows = Score.objects.filter(account=account)
    if not request.user.may("tiering.see"):
        rows = rows.none()
    return list_response(
        rows,
        fields=SCORE,
        shape=lambda row: _score(request.user, row),
        order=("-month", "-pk"),
        paging=wanted,
    )


@router.get("/tier-moves", response={200: MovePage, **schemas.REFUSED_LIST})
def list_moves(request: UserRequest, wanted: Query[MoveFilters]) -> HttpResponse:
    """List tier moves, latest first."""
    rows = move_queries.visible_to(request.user)
    if wanted.state is not None:
        rows = rows.filter(state=wanted.state)
    return list_response(
        rows, fields=MOVE, shape=_move, order=("-proposed_at", "-pk"), paging=wanted
    )


@router.post(
    "/tier-moves/{move_id}/approve", auth=WRITE, response={200: MoveRow, **schemas.REFUSED_WRITE}
)
def approve_move(request: TokenRequest, move_id: int) -> HttpResponse:
    """Let a move take effect, or confirm an alarm."""
    get_object_or_404(move_queries.visible_to(request.user), pk=move_id)
    return write_response(
        request,
        lambda: _after(request.user, moves.approve(actor=request.user, move_id=move_id).pk),
    )


@router.post(
    "/tier-moves/{move_id}/return", auth=WRITE, response={200: MoveRow, **schemas.REFUSED_WRITE}
)
def return_move(request: TokenRequest, move_id: int, given: Reason) -> HttpResponse:
    """Refuse a move with a reason; an alarm is reverted."""
    get_object_or_404(move_queries.visible_to(request.user), pk=move_id)

    def write() -> Any:
        moves.return_move(actor=request.user, move_id=move_id, reason=given.reason)
        return _after(request.user, move_id)

    return write_response(request, write)


@router.post("/tier-rules/try", response={200: TrialAnswer, **schemas.REFUSED_ONE})
def try_rules(request: UserRequest, given: TriedRules) -> HttpResponse:
    """Say which visible customers other rules would move; nothing is kept.

    None without a right to orders, as a rule could ask for any amount.
    """
    run, in_force = scores.latest_run(), rule_sets.in_force()
    if run is None or not _may_see(request.user, "monetary"):
        return json_response({"items": [], "seconds": 0})
    today = clock.today(timezone.get_default_timezone())
    try:
        plan = rule_sets.plan(given.card or in_force.card, given.tiers or in_force.tiers)
        trial = trials.try_rules(run, rule_sets.plan_of(in_force), plan, on=today)
    except (ValueError, LookupError, AttributeError) as error:
        raise RuleViolation("rules_faulty", faults=[str(error)]) from None
    seen = set(scores.visible_scores(request.user, run).values_list("account_id", flat=True))
    items = [
        {
            "customer_id": one.account_id,
            "before": one.before,
            "after": one.after,
            "score_before": one.score_before,
            "score_after": one.score_after,
        }
        for one in trial.shifts
        if one.account_id in seen
    ]
    return json_response({"items": items, "seconds": trial.seconds})


def _score(user: User, row: Row) -> dict[str, Any]:
    measures = {name: value for name, value in row["measures"].items() if _may_see(user, name)}
    return {
        "customer": named(row["account_id"], row["account__name"]),
        "month": row["month"],
        "as_of": row["run__as_of"],
        "rules": row["run__rule_set__number"],
        "total": row["total"],
        "dimensions": row["dimensions"],
        "measures": measures,
        "tier": row["account__tier"],
        "tier_by_rules": row["tier"],
    }


def _may_see(user: User, name: str) -> bool:
    """P(active) and what is expected of a customer come from its orders."""
    return evidence.may_see(user, name if name in MEASURES else "recency")


def _move(row: Row) -> dict[str, Any]:
    return {
        "id": row["pk"],
        "customer": named(row["account_id"], row["account__name"]),
        **{name: row[name] for name in ("before", "after", "is_alarm", "state", "score")},
        "facts": [one | {"value": None} if one["field"] in SUMS else one for one in row["facts"]],
        **{name: row[name] for name in ("proposed_at", "decided_at", "comment")},
        "decided_by": named(row["decided_by_id"], row["decided_by__name"]),
    }


def _after(user: User, move_id: int) -> dict[str, Any]:
    return _move(move_queries.visible_to(user).values(*MOVE).get(pk=move_id))
