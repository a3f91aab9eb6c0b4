"""Requests per minute of each API token."""

from threading import Lock
from time import monotonic

from yingke.foundation.policy import queries as policy
from yingke.surfaces.api.v1.problems import Problem

MINUTE = 60.0


class RateLimiter:
    """Counts requests by token and minute in this process; reads the limit once a minute."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.reset()

    def reset(self) -> None:
        self._started, self._limit, self._counts = float("-inf"), 0, dict[int, int]()

    def count(self, token_id: int) -> None:
        """Count one request. Raises Problem 429 above the limit."""
        now = monotonic()
        with self._lock:
            if now - self._started >= MINUTE:
                self._limit = int(str(policy.value("api.requests_per_minute")))
                self._started, self._counts = now, {}
            used = self._counts[token_id] = self._counts.get(token_id, 0) + 1
            remaining = MINUTE - (now - self._started)
        if used > self._limit:
            raise Problem(429, headers={"Retry-After": str(int(remaining) + 1)})


limiter = RateLimiter()
