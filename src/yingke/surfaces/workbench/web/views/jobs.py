"""Failed jobs."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import failed_jobs
from yingke.foundation.ui.pages import saved
from yingke.foundation.ui.tables import list_page
from yingke.surfaces.workbench.web.tables import JobTable


@needs("jobs.see")
@require_GET
def show(request: UserRequest) -> HttpResponseBase:
    """List failed jobs, newest first."""
    return list_page(request, "workbench/jobs.html", JobTable(request, failed_jobs.list_failed()))


@needs("jobs.see")
@require_POST
def retry(request: UserRequest, job_id: int) -> HttpResponse:
    """Requeue a failed job."""
    if not failed_jobs.retry(job_id):
        raise Http404
    return saved(request, reverse("workbench:jobs"), message=_("Job queued for retry."))
