"""When a message leaves: quiet hours, digests, retries. Times of day are the person's own."""

from datetime import datetime, time, timedelta

# Ten tries over about a day and a half, then the message waits for a person.
MAX_ATTEMPTS = 10
_FIRST_WAIT = timedelta(seconds=90)
_LONGEST_WAIT = timedelta(hours=6)


def end_of_quiet(moment: datetime, quiet_from: time | None, quiet_until: time | None) -> datetime:
    """Return the moment itself, or the end of the quiet hours that it falls into.

    ``moment`` is aware and in the person's time zone; the hours may span midnight. Equal or absent
    bounds mean no quiet hours. The start belongs to them, the end does not.
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
    """Return the next time of the daily digest strictly after an aware local moment."""
    today = _at(moment, at)
    return today if today > moment else _at(moment + timedelta(days=1), at)


def wait_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed attempts; None: give up."""
    if attempts >= MAX_ATTEMPTS:
        return None
    return min(_FIRST_WAIT * int(2 ** (attempts - 1)), _LONGEST_WAIT)


def _at(day: datetime, clock: time) -> datetime:
    return datetime.combine(day.date(), clock, tzinfo=day.tzinfo)
