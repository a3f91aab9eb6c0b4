"""The one place that knows what time it is, so that a test or the sample company can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, tzinfo

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _set_to.get() or datetime.now(UTC)


def today(tz: tzinfo | None = None) -> date:
    """The date of the current moment in `tz` (UTC when None)."""
    return now().astimezone(tz or UTC).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Make `moment` (aware) the current moment inside the block, in this thread or task only."""
    if moment.tzinfo is None:
        raise ValueError("the clock needs an aware moment")
    token = _set_to.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)
