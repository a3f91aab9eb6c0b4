"""When a message is sent: quiet hours, digests, retries. Times of day are local to the user."""

from datetime import datetime, time, timedelta

# Ten attempts within a day and a half.
MAX_ATTEMPTS = 10
_FIRST_WAIT = timedelta(seconds=90)
_LONGEST_WAIT = timedelta(hours=6)


def end_of_quiet_hours(
    moment: datetime, quiet_from: time | None, quiet_until: time | None
) -> datetime:
    """Return ``moment``, or the end of the quiet hours `[quiet_from, quiet_until)` it falls into.

    ``moment`` is aware and in the user's time zone. The hours may span midnight; equal or missing
    bounds mean no quiet hours.
    """
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return moment
    clock = moment.time()
    if quiet_from < quiet_until:
        return _at(moment, quiet_until) if quiet_from <= clock < quiet_until else moment
    if clock >= quiet_from:
        return _at(moment + timedelta(days=1), quiet_until)
    return _at(moment, quiet_until) if clock < quiet_until else moment


def next_digest(moment: datetime, at: time) -> datetime:
    """Return the first digest time strictly after an aware local moment."""
    today = _at(moment, at)
    return today if today > moment else _at(moment + timedelta(days=1), at)


def retry_delay(attempts: int) -> timedelta | None:
    """Return the delay after this many failed attempts, None to give up."""
    if attempts >= MAX_ATTEMPTS:
        return None
    return min(_FIRST_WAIT * int(2 ** (attempts - 1)), _LONGEST_WAIT)


def _at(day: datetime, clock: time) -> datetime:
    return datetime.combine(day.date(), clock, tzinfo=day.tzinfo)
