"""Nodes and tasks of a visit from the template, with due times on the calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from yingke.foundation.kernel.calendar import WorkingCalendar
from yingke.foundation.kernel.offsets import Anchors, moment, parse


@dataclass(frozen=True)
class Timing:
    """Start and due offsets of a template's node or task."""

    starts: str
    due: str


@dataclass(frozen=True)
class Times:
    """The same as moments; `due_at` is never before `starts_at`."""

    starts_at: datetime
    due_at: datetime


def schedule(
    timing: Timing, anchors: Anchors, calendar: WorkingCalendar, *, now: datetime
) -> Times:
    """Place a node on the calendar.

    A due time in the past becomes now; with a late start, preparation is due at the latest
    moment still ahead, at most the arrival.
    """
    starts_at = moment(timing.starts, anchors, calendar, closing=False)
    due_at = moment(timing.due, anchors, calendar, closing=True)
    if parse(timing.due).anchor == "submission":  # preparation is due before the arrival
        due_at = min(due_at, anchors["arrival"])
    if due_at <= now < anchors["arrival"] and not timing.due.startswith("end"):
        due_at = _squeezed(now, anchors["arrival"], calendar)
    return Times(min(starts_at, due_at), due_at)


def _squeezed(now: datetime, arrival: datetime, calendar: WorkingCalendar) -> datetime:
    """Return the end of the next working period after `now`, at most the arrival."""
    day = calendar.add_working_days(now.astimezone(calendar.tz).date(), 0)
    close = calendar.at(day, calendar.day_end)
    if close <= now:
        close = calendar.at(calendar.add_working_days(day, 1), calendar.day_end)
    return min(close, arrival)


@dataclass(frozen=True)
class Candidate:
    """A possible owner of a node or task, with their number of open tasks."""

    user_id: int
    open_tasks: int


def choose_owner(
    role: str, *, of_visit: Mapping[str, int | None], candidates: Sequence[Candidate]
) -> int | None:
    """Return the person for a role.

    A role of the visit (`host`, `coordinator`, …) or else the holder of the company's role with
    the fewest open tasks, then the lower id; None if there is none.
    """
    if of_visit.get(role) is not None:
        return of_visit[role]
    if candidates:
        return min(candidates, key=lambda one: (one.open_tasks, one.user_id)).user_id
    return of_visit.get("coordinator")
