"""Jobs that ran out of attempts."""

from django.db.models import QuerySet
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from . import clock


def list_failed() -> QuerySet[ProcrastinateJob]:
    """Failed jobs, newest first."""
    return ProcrastinateJob.objects.filter(status="failed").order_by("-pk")


def retry(job_id: int) -> bool:
    """Requeue a failed job; return False if no failed job has this id."""
    if not list_failed().filter(pk=job_id).exists():
        return False
    app.job_manager.retry_job_by_id(job_id, retry_at=clock.now())
    return True
