"""Tier moves: proposed by a run, decided by a person; an alarm applies before it is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import transaction

from yingke.domains.customers.models import Account
from yingke.domains.customers.services.tiers import write_tier
from yingke.domains.tiering import events, permissions
from yingke.domains.tiering.models import Run, TierMove
from yingke.domains.tiering.rules import reasons
from yingke.domains.tiering.terms import MoveState
from yingke.domains.tiering.wording import move_reason
from yingke.engines.scoring import Result
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy import queries as policy

if TYPE_CHECKING:
    from datetime import timedelta

    from yingke.foundation.identity.models import User


def propose(run: Run, result: Result) -> None:
    """Keep the moves of a run as proposals; withdraw those that it no longer makes.

    A move that was returned is not proposed again for `tiering.returned_pause`. An alarm is
    applied at once and waits to be confirmed.
    """
    wanted = {int(move.account): move for move in reasons.moves_of(result)}
    waiting = {
        move.account_id: move
        for move in TierMove.objects.select_for_update().filter(state=MoveState.WAITING)
    }
    for account_id, row in waiting.items():
        move = wanted.get(account_id)
        if row.is_alarm and move is None:
            continue
        if move is None or move.after != row.after:
            _close(row, MoveState.WITHDRAWN, None, "")
    pause = cast("timedelta", policy.value("tiering.returned_pause"))
    since = clock.now() - pause
    paused = set(
        TierMove.objects.filter(state=MoveState.RETURNED, decided_at__gt=since).values_list(
            "account_id", "after"
        )
    )
    kept = {row.account_id for row in waiting.values() if row.state == MoveState.WAITING}
    for account_id, move in wanted.items():
        if account_id in kept or (account_id, move.after) in paused:
            continue
        row = _proposed(run, account_id, move)
        if row.is_alarm:
            write_tier(account_id, row.after, move_reason(row), None)


@transaction.atomic
def approve(*, actor: User, move_id: int) -> TierMove:
    """Let a move take effect, or confirm an alarm that already has.

    RuleViolation: "move_decided", "tier_changed" where the customer's tier is not the one that the
    move starts from any more.
    """
    row = _waiting(actor, move_id)
    _require_tier(row, row.after if row.is_alarm else row.before)
    _close(row, MoveState.APPROVED, actor, "")
    if row.is_alarm:
        told = events.AlarmConfirmed(row.account_id, row.pk, row.before, row.after)
        journal.record(actor=actor, event=told)
    else:
        write_tier(row.account_id, row.after, move_reason(row), actor)
    return row


@transaction.atomic
def return_move(*, actor: User, move_id: int, reason: str) -> TierMove:
    """Refuse a move with a reason; an alarm is reverted."""
    row = _waiting(actor, move_id)
    if not reason.strip():
        raise RuleViolation("reason_needed", field="reason")
    _close(row, MoveState.RETURNED, actor, reason.strip())
    told = events.MoveReturned(row.account_id, row.pk, row.before, row.after, row.comment)
    journal.record(actor=actor, event=told)
    if row.is_alarm:
        _require_tier(row, row.after)
        write_tier(row.account_id, row.before, row.comment, actor)
    return row


def _proposed(run: Run, account_id: int, move: reasons.Move) -> TierMove:
    return TierMove.objects.create(
        account_id=account_id,
        run=run,
        before=move.before,
        after=move.after,
        is_alarm=move.at_once,
        score=move.score,
        facts=list(move.facts),
        stay=dict(move.stay),
        proposed_at=clock.now(),
    )


def _waiting(actor: User, move_id: int) -> TierMove:
    require(permissions.can_decide(actor))
    row = TierMove.objects.select_for_update().get(pk=move_id)
    if row.state != MoveState.WAITING:
        raise RuleViolation("move_decided")
    return row


def _require_tier(row: TierMove, expected: str) -> None:
    if not Account.objects.filter(pk=row.account_id, tier=expected).exists():
        raise RuleViolation("tier_changed")


def _close(row: TierMove, state: str, actor: User | None, comment: str) -> None:
    row.state, row.decided_by, row.decided_at, row.comment = state, actor, clock.now(), comment
    row.save(update_fields=["state", "decided_by", "decided_at", "comment"])
