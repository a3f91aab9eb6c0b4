"""Whether the guests may be received now, and whether that can be taken back."""

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
    """Refuse guests on a day that was not confirmed, or before the preparation is complete.

    RuleViolation("arrival_on_another_day") unless `another_day` says that it is meant;
    "preparation_open" carries the names of the open `nodes`, and `may_override` says whether a
    reason would help this person.
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
    """A corrected time lies in the past and before whatever happened next."""
    if arrived_at > now:
        raise RuleViolation("arrival_in_the_future", field="arrived_at")
    if next_event is not None and arrived_at > next_event:
        raise RuleViolation("arrival_after_start", field="arrived_at", started_at=next_event)


def may_run(kind: str, starts_at: datetime, state: str, arrives_at: datetime) -> bool:
    """Whether an item of the agenda may begin or end: while the guests are here, and a pick-up
    already on the way to the arrival."""
    pick_up = kind == "transfer" and starts_at <= arrives_at
    return state == "in_progress" or (pick_up and state in ("planned", "confirmed"))
