"""Conditions for receiving the guests and for undoing it."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from yingke.foundation.kernel.errors import RuleViolation


def check_door(
    *,
    open_nodes: Sequence[str],
    override_reason: str,
    may_override: bool,
    planned: datetime,
    now: datetime,
    tz: tzinfo,
    another_day: bool,
) -> None:
    """Refuse to receive guests on an unconfirmed day or before the preparation is complete.

    RuleViolation("arrival_on_another_day") unless `another_day` confirms it; "preparation_open"
    carries names of the open `nodes`, and `may_override` tells whether this person may give a
    reason instead.
    """
    if not another_day and now.astimezone(tz).date() != planned.astimezone(tz).date():
        raise RuleViolation("arrival_on_another_day", field="another_day", planned=planned)
    if open_nodes and not (may_override and override_reason.strip()):
        raise RuleViolation(
            "preparation_open",
            field="reason" if may_override else None,
            nodes=list(open_nodes),
            may_override=may_override,
        )


def can_be_undone(noted_at: datetime | None, *, now: datetime, within: timedelta) -> bool:
    return noted_at is not None and now - noted_at <= within


def check_time(arrived_at: datetime, *, now: datetime, next_event: datetime | None) -> None:
    """Require a corrected time to be in the past and before the next event."""
    if arrived_at > now:
        raise RuleViolation("arrival_in_the_future", field="arrived_at")
    if next_event is not None and arrived_at > next_event:
        raise RuleViolation("arrival_after_start", field="arrived_at", started_at=next_event)


def may_run(kind: str, starts_at: datetime, state: str, arrives_at: datetime) -> bool:
    """Whether an agenda item may start or end: during the visit, and a pick-up before it too."""
    pick_up = kind == "transfer" and starts_at <= arrives_at
    return state == "in_progress" or (pick_up and state in ("planned", "confirmed"))
