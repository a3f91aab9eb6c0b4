"""Jobs that gave up: visible, and tried again on request."""

from django.db.models import QuerySet
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from . import clock


def failed_jobs() -> QuerySet[ProcrastinateJob]:
    """Jobs that used up their tries, the latest first."""
    return ProcrastinateJob.objects.filter(status="failed").order_by("-pk")


def retry(job_id: int) -> bool:
    """Let a failed job wait for a worker again; False if no failed job has this id."""
    if not failed_jobs().filter(pk=job_id).exists():
        return False
    app.job_manager.retry_job_by_id(job_id, retry_at=clock.now())
    return True
