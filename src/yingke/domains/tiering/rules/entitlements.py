"""When entitlements fall due, and how a date stands on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from yingke.foundation.kernel.errors import RuleViolation

SOON: Final = timedelta(days=7)
MONTHS: Final = 12


class Standing(StrEnum):
    """How a date stands: late is done after its day, soon is due within a week."""

    DONE = "done"
    LATE = "late"
    EXCUSED = "excused"
    MISSED = "missed"
    SOON = "soon"
    PLANNED = "planned"


@dataclass(frozen=True)
class Period:
    """A stretch of whole months; the date falls due on its last day."""

    starts_on: date
    due_on: date


def period_of(every: int, day: date) -> Period:
    """The period of so many months, counted from January, in which a day lies."""
    first = (day.month - 1) // every * every
    start = date(day.year, first + 1, 1)
    return Period(start, _after(start, every) - timedelta(days=1))


def periods(every: int, since: date, until: date) -> Iterator[Period]:
    """All periods that have a day in [since, until]."""
    one = period_of(every, since)
    while one.starts_on <= until:
        yield one
        one = period_of(every, one.due_on + timedelta(days=1))


def is_owed(period: Period, since: date) -> bool:
    """Whether a customer in the tier since that day can expect the date: half of the period."""
    half = (period.due_on - period.starts_on) / 2
    return since <= period.starts_on + half


def quarter(day: date) -> Period:
    return period_of(3, day)


def standing(*, state: str, due_on: date, done_on: date | None, today: date) -> Standing:
    """How a date stands today; one that was missed stays so until it is done or explained."""
    if state == "done" and done_on is not None:
        return Standing.LATE if done_on > due_on else Standing.DONE
    if state == "excused":
        return Standing.EXCUSED
    if due_on < today:
        return Standing.MISSED
    return Standing.SOON if due_on - today <= SOON else Standing.PLANNED


def rate(standings: Iterable[Standing]) -> tuple[int, int]:
    """Dates kept, late ones among them, of those that have come; an explained miss counts as one.

    (0, 0) where none has come yet.
    """
    come = [one for one in standings if one not in (Standing.SOON, Standing.PLANNED)]
    kept = sum(one in (Standing.DONE, Standing.LATE) for one in come)
    return kept, len(come)


def check_move(*, planned_on: date, due_on: date, today: date, reason: str) -> None:
    """Refuse a day in the past, and one after the date without a reason."""
    if planned_on < today:
        raise RuleViolation("day_has_passed", field="planned_on")
    if planned_on > due_on and not reason.strip():
        raise RuleViolation("reason_needed", field="reason")


def gaps(stays: Iterable[tuple[date, date | None]], since: date, until: date) -> list[Period]:
    """The stretches of [since, until] that no stay covers; ends are included, None is open."""
    found, at = [], since
    for begins, ends in sorted(stays, key=lambda stay: stay[0]):
        if begins > until:
            break
        if begins > at:
            found.append(Period(at, begins - timedelta(days=1)))
        at = max(at, (ends or until) + timedelta(days=1))
    if at <= until:
        found.append(Period(at, until))
    return found


def _after(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, MONTHS)
    return date(start.year + years, month + 1, 1)
