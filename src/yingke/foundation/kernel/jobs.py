"""Background jobs: rows in PostgreSQL, run by any number of workers.

A job is enqueued in the caller's transaction, so it exists exactly when the change does. It runs
at least once: a task loads by id and calls an idempotent service.
"""

from collections.abc import Callable
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

BACK_OFF = RetryStrategy(max_attempts=8, exponential_wait=3)
"""Waits 3, 9, 27, … seconds; after the eighth failure the job is in `failed_jobs`."""


class Task:
    """A named task. `enqueue` inserts a job; calling the task runs it synchronously."""

    def __init__(self, name: str, function: Callable[..., Any], queue: str) -> None:
        self.name = name
        self.function = function
        self.queue = queue

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.function(*args, **kwargs)

    def enqueue(self, *, at: Any = None, lock: str | None = None, **arguments: Any) -> int:
        """Insert a job with JSON-serialisable `arguments`; return its id.

        `at` is the earliest start (aware datetime). Jobs that share a `lock` run one after another.
        """
        deferrer = app.configure_task(
            self.name, schedule_at=at, lock=lock, queue=self.queue, allow_unknown=False
        )
        return deferrer.defer(**arguments)

    def enqueue_many(self, jobs: list[dict[str, Any]]) -> None:
        """Insert many jobs in one statement; each dict holds the arguments of one job."""
        if jobs:
            app.configure_task(self.name, queue=self.queue).batch_defer(*jobs)


def enqueue(name: str, *, at: Any = None, **arguments: Any) -> int:
    """Insert a job by the name of its task, for the services that the task itself calls.

    `at` is as for `Task.enqueue`.
    """
    return app.configure_task(name, schedule_at=at, allow_unknown=False).defer(**arguments)


def task(*, name: str, queue: str = "default") -> Callable[[Callable[..., Any]], Task]:
    """Declare a task; `name` is `package.verb` and must not change while jobs are queued."""

    def declare(function: Callable[..., Any]) -> Task:
        app.task(name=name, queue=queue, retry=BACK_OFF)(function)
        return Task(name, function, queue)

    return declare


def every(cron: str, *, name: str) -> Callable[[Callable[[], Any]], Task]:
    """Declare an idempotent task that a worker runs on a schedule (`*/5 * * * *`, UTC).

    At most one run is queued: after a downtime missed runs are not repeated.
    """

    def declare(function: Callable[[], Any]) -> Task:
        def run(timestamp: int) -> None:
            del timestamp  # a late run must use the current time
            function()

        scheduled = app.task(name=name, queue="clock", queueing_lock=name, retry=False)(run)
        app.periodic(cron=cron)(scheduled)
        return Task(name, function, "clock")

    return declare
