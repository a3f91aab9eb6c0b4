"""Housekeeping jobs."""

import logging

from asgiref.sync import async_to_sync
from procrastinate.contrib.django import app

from . import idempotency, jobs

log = logging.getLogger(__name__)
STALLED_AFTER = 30  # seconds without a heartbeat, which workers send every 10
KEPT_FOR = 7 * 24  # hours


@jobs.every("* * * * *", name="kernel.resume_stalled_jobs")
def resume_stalled_jobs() -> None:
    """Requeue the jobs of dead workers; jobs are idempotent."""
    manager = app.job_manager
    for job in async_to_sync(manager.get_stalled_jobs)(seconds_since_heartbeat=STALLED_AFTER):
        log.warning("job %s (%s) lost its worker and is requeued", job.id, job.task_name)
        async_to_sync(manager.retry_job)(job)
    async_to_sync(manager.prune_stalled_workers)(STALLED_AFTER)


@jobs.every("17 3 * * *", name="kernel.forget_old_jobs")
def delete_old_jobs() -> None:
    """Delete jobs that succeeded more than a week ago, so that the table does not grow."""
    async_to_sync(app.job_manager.delete_old_jobs)(nb_hours=KEPT_FOR)


@jobs.every("41 3 * * *", name="kernel.delete_expired_outcomes")
def delete_expired_outcomes() -> None:
    """Delete the stored outcomes of idempotent writes that are too old to be repeated."""
    idempotency.delete_expired()
