"""Confirm a change, or have it approved: agenda, bookings and invitations in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.planning import notices, permissions
from yingke.domains.planning.events import ChangeApplied
from yingke.domains.planning.models import ChangeRequest
from yingke.domains.planning.queries import changes as queries
from yingke.domains.planning.rules import changing, deciding
from yingke.domains.planning.rules.alternatives import (
    BEGUN,
    CANCELLED,
    MOVED,
    NEW,
    Alternative,
    Line,
)
from yingke.domains.planning.services import writing
from yingke.domains.planning.services.changes import ask_again, close, locked, write
from yingke.domains.planning.services.telling import TELL
from yingke.domains.planning.terms import ChangeState
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import facts
from yingke.domains.visits.services import agenda, agenda_undo, amendments, plans
from yingke.domains.visits.services.telling import without_notices_of_items
from yingke.domains.visits.terms import INTERACTIVE
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock, jobs
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Decided:
    """What came of it. With `lost` or `is_stale` nothing was written, and new answers are made."""

    change: ChangeRequest
    lost: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    is_stale: bool = False

    @property
    def is_applied(self) -> bool:
        return self.change.state == ChangeState.APPLIED


@transaction.atomic
def confirm(*, actor: User, change_id: int, number: int = 0, guest_text: str = "") -> Decided:
    """Apply an answer, or submit it for approval where it moves more than the limit.

    `number` is its place among the alternatives, from 0; `guest_text` replaces the words for the
    customer's contact. Repeating it has no second effect: RuleViolation("change_closed").
    """
    change, visit = locked(change_id)
    require(permissions.can_decide(actor, change))
    _require_state(change, ChangeState.PROPOSED)
    chosen = _alternative(change, number)
    change.chosen, change.chosen_by = number, actor
    change.guest_text = guest_text.strip()
    if visit.version != change.visit_version:
        return _again(change)
    if not deciding.needs_approval(chosen, most=max_moves(visit)):
        return _apply(change, visit, chosen, decided_by=actor)
    change.state, change.submitted_at = ChangeState.AWAITING, clock.now()
    write(change, "state", "chosen", "chosen_by", "guest_text", "submitted_at")
    close(change, actor)
    notices.change_awaits(change)
    return Decided(change)


@transaction.atomic
def approve(*, actor: User, change_id: int) -> Decided:
    """Apply what was submitted."""
    change, visit = locked(change_id)
    require(permissions.can_approve(actor, change))
    _require_state(change, ChangeState.AWAITING)
    if visit.version != change.visit_version:
        return _again(change)
    return _apply(change, visit, _alternative(change, change.chosen or 0), decided_by=actor)


@transaction.atomic
def refuse(*, actor: User, change_id: int, reason: str) -> ChangeRequest:
    """Refuse what was submitted; the agenda stays. RuleViolation("reason_missing")."""
    change, _visit = locked(change_id)
    require(permissions.can_approve(actor, change))
    _require_state(change, ChangeState.AWAITING)
    if not reason.strip():
        raise RuleViolation("reason_missing", field="reason")
    change.state, change.reason = ChangeState.REFUSED, reason.strip()
    change.decided_by, change.decided_at = actor, clock.now()
    write(change, "state", "reason", "decided_by", "decided_at")
    close(change, actor, change.reason)
    notices.change_refused(change)
    return change


@transaction.atomic
def undo(*, actor: User, change_id: int) -> ChangeRequest:
    """Take an applied change back while its messages wait; nobody is told.

    RuleViolation("undo_expired") once they have left, ("stale") if the agenda was changed since.
    """
    change, visit = locked(change_id)
    require(permissions.can_decide(actor, change) and actor.pk == change.chosen_by_id)
    if change.state != ChangeState.APPLIED or change.told_at is not None or not change.undo:
        raise RuleViolation("undo_expired")
    chosen = _alternative(change, change.chosen or 0)
    with without_notices_of_items():
        amendments.amend(actor=actor, visit_id=visit.pk, **_frame(change.undo["frame"]))
        agenda_undo.undo_act(actor=actor, visit_id=visit.pk, token=change.undo["token"])
    visit.refresh_from_db()
    change.state, change.undo, change.tell_at = ChangeState.PROPOSED, {}, None
    change.decided_by = change.decided_at = change.chosen = change.chosen_by = None
    change.visit_version = visit.version
    columns = ("state", "undo", "tell_at", "decided_by", "decided_at", "chosen", "chosen_by")
    write(change, *columns, "visit_version")
    close(change, actor, chosen.kind)
    return change


def max_moves(visit: Visit) -> int:
    """How many items those who run the visit may move without approval."""
    return int(facts.parameter(visit, "planning.change.max_moves"))


def _apply(
    change: ChangeRequest, visit: Visit, chosen: Alternative, *, decided_by: User
) -> Decided:
    """Write the answer as the person who chose it; messages wait until it can't be undone."""
    actor = change.chosen_by
    assert actor is not None  # noqa: S101 – set with the choice, see the constraint
    existing = [line for line in chosen.lines if line.item != changing.ADDED]
    ids = [line.item for line in existing if line.is_changed and line.state != BEGUN]
    before, frame = agenda_undo.states(ids), _frame_of(visit)
    change.messages = notices.stored(notices.texts(change, chosen))
    change.guest_text = change.guest_text or notices.guest_text(change, chosen)
    try:
        with transaction.atomic(), without_notices_of_items():
            ids += _write(actor, change, visit, chosen)
    except writing.TakenError as taken:
        return _again(change, taken.items)
    except RuleViolation as violation:
        if violation.code != "item_has_begun":
            raise
        return _again(change)
    visit.refresh_from_db()
    kept = plans.keep_version(actor=actor, visit_id=visit.pk, reason=notices.sentence(change))
    token = agenda_undo.token_of(actor, visit, before, ids)
    change.undo = {"token": token, "frame": frame}
    change.state, change.plan_number = ChangeState.APPLIED, kept.number
    change.decided_by, change.decided_at = decided_by, clock.now()
    seconds = int(facts.parameter(visit, "planning.change.undo_seconds"))
    change.tell_at = change.decided_at + timedelta(seconds=seconds)
    columns = ("undo", "state", "plan_number", "decided_by", "decided_at", "tell_at")
    write(change, *columns, "chosen", "chosen_by", "guest_text", "messages")
    _record(change, visit, chosen, decided_by)
    jobs.enqueue(TELL, at=change.tell_at, change_id=change.pk)
    return Decided(change)


def _write(actor: User, change: ChangeRequest, visit: Visit, chosen: Alternative) -> list[int]:
    """The frame of the visit, then what goes, comes and moves; returns the ids of added items."""
    amendments.amend(
        actor=actor,
        visit_id=visit.pk,
        arrives_at=chosen.arrives_at.astimezone(UTC),
        leaves_at=chosen.leaves_at.astimezone(UTC),
        headcount=chosen.heads,
    )
    for line in chosen.lines:
        if line.state == CANCELLED:
            agenda.remove_item(actor=actor, item_id=line.item)
    added = [
        _add(actor, change, visit, line)
        for line in chosen.lines
        if line.state == NEW and line.after is not None
    ]
    placements = [
        _placement(line) for line in chosen.changed if line.state not in (CANCELLED, NEW, BEGUN)
    ]
    names = queries.Names((chosen,)).all
    visit.refresh_from_db()
    both = [*placements, *(one for _pk, one in added)]
    writing.place(actor=actor, visit=visit, placements=both, names=names)
    return [pk for pk, _placement in added]


def _add(
    actor: User, change: ChangeRequest, visit: Visit, line: Line
) -> tuple[int, writing.Placement]:
    assert line.after is not None  # noqa: S101 – chosen so
    start, end = (moment.astimezone(UTC) for moment in line.after)
    fields = agenda.ItemFields(
        kind=line.kind,
        name=line.name or notices.kind_words(line.kind),
        starts_at=start,
        ends_at=end,
        interactive=line.kind in INTERACTIVE,
    )
    row = agenda.add_item(actor=actor, visit_id=visit.pk, item=fields)
    return row.pk, writing.Placement(row.pk, holds=line.holds)


def _placement(line: Line) -> writing.Placement:
    moves = line.state == MOVED and line.after is not None
    start, end = line.after if moves and line.after else (None, None)
    removed = tuple(name for name, _what in line.went)
    return writing.Placement(line.item, start, end, removed, line.holds)


def _again(change: ChangeRequest, lost: writing.Lost | None = None) -> Decided:
    """Nothing is written; the answers are made anew from what is there now."""
    ask_again(change)
    return Decided(change, lost or {}, is_stale=not lost)


def _alternative(change: ChangeRequest, number: int) -> Alternative:
    alternatives = queries.alternatives_of(change)
    if not 0 <= number < len(alternatives):
        raise RuleViolation("nothing_chosen")
    if not alternatives[number].changed and alternatives[number].heads == change.visit.headcount:
        raise RuleViolation("nothing_changes")
    return alternatives[number]


def _require_state(change: ChangeRequest, state: ChangeState) -> None:
    if change.state != state:
        raise RuleViolation("change_closed")


def _frame_of(visit: Visit) -> dict[str, Any]:
    return {
        "arrives_at": visit.arrives_at.isoformat(),
        "leaves_at": visit.leaves_at.isoformat(),
        "headcount": visit.headcount,
    }


def _frame(stored: Mapping[str, Any]) -> dict[str, Any]:
    moments = {name: datetime.fromisoformat(stored[name]) for name in ("arrives_at", "leaves_at")}
    return {**moments, "headcount": stored["headcount"]}


def _record(change: ChangeRequest, visit: Visit, chosen: Alternative, actor: User) -> None:
    assert change.decided_at is not None  # noqa: S101 – set by the caller
    seconds = int((change.decided_at - change.reported_at).total_seconds())
    about = (visit.pk, visit.account_id, change.pk, change.kind)
    counts = (chosen.moves, len(chosen.told), seconds)
    journal.record(actor=actor, event=ChangeApplied(*about, *counts))
