"""How long wrong passwords keep one address from trying one account again."""

from datetime import datetime, timedelta
from typing import Final

FREE_TRIES: Final = 4  # after which each wrong try doubles the wait
SHORTEST, LONGEST = timedelta(seconds=15), timedelta(minutes=15)
FORGOTTEN_AFTER: Final = timedelta(days=1)


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after so many wrong tries in a row."""
    if tries <= FREE_TRIES:
        return timedelta()
    doubled = min(tries - FREE_TRIES - 1, 16)
    return min(SHORTEST * int(2**doubled), LONGEST)


def remaining(*, tries: int, last_at: datetime, now: datetime) -> timedelta:
    """Return how long to wait still; zero if the next try is free."""
    return max(last_at + wait_after(tries) - now, timedelta())
