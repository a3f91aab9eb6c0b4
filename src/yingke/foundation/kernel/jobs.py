"""Work that happens after the answer: rows in PostgreSQL, run by any number of workers.

A job is enqueued in the caller's transaction, so it exists exactly when the change does. It runs
at least once: a task loads by id and calls a service that may be called twice.
"""

from collections.abc import Callable
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

BACK_OFF = RetryStrategy(max_attempts=8, exponential_wait=3)
"""Waits of 3, 9, 27 … seconds; after the eighth failure a job stays in the list of failed ones."""


class Task:
    """A named task. `enqueue` writes a row; calling the task runs it here and now."""

    def __init__(self, name: str, function: Callable[..., Any], queue: str) -> None:
        self.name = name
        self.function = function
        self.queue = queue

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.function(*args, **kwargs)

    def enqueue(self, *, at: Any = None, lock: str | None = None, **arguments: Any) -> int:
        """Add a job with JSON-able `arguments` to the current transaction; gives its id.

        `at` is the earliest moment to start (aware datetime); jobs that share a `lock` run one
        after another.
        """
        deferrer = app.configure_task(
            self.name, schedule_at=at, lock=lock, queue=self.queue, allow_unknown=False
        )
        return deferrer.defer(**arguments)

    def enqueue_many(self, jobs: list[dict[str, Any]]) -> None:
        """Add many jobs in one statement; each dict holds one job's arguments."""
        if jobs:
            app.configure_task(self.name, queue=self.queue).batch_defer(*jobs)


def task(*, name: str, queue: str = "default") -> Callable[[Callable[..., Any]], Task]:
    """Declare a task; `name` is `package.verb` and must not change while jobs may wait."""

    def declare(function: Callable[..., Any]) -> Task:
        app.task(name=name, queue=queue, retry=BACK_OFF)(function)
        return Task(name, function, queue)

    return declare


def every(cron: str, *, name: str) -> Callable[[Callable[[], Any]], Task]:
    """Declare a task that a worker runs by the clock (`*/5 * * * *`, UTC); it must be idempotent.

    Only one run of a task waits at a time: a worker that was down does not catch up run by run.
    """

    def declare(function: Callable[[], Any]) -> Task:
        def run(timestamp: int) -> None:
            del timestamp  # the task asks the clock; a late run must see the present
            function()

        scheduled = app.task(name=name, queue="clock", queueing_lock=name, retry=False)(run)
        app.periodic(cron=cron)(scheduled)
        return Task(name, function, "clock")

    return declare
