"""The current time. Tests and the sample company can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, tzinfo

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """Return the current time, aware, in UTC."""
    return _set_to.get() or datetime.now(UTC)


def today(tz: tzinfo) -> date:
    """Return the current date in `tz`: it is never the same day everywhere."""
    return now().astimezone(tz).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Set the time to `moment` (aware) inside the block, for this thread or task only."""
    if moment.tzinfo is None:
        raise ValueError("moment must be aware")
    token = _set_to.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)
