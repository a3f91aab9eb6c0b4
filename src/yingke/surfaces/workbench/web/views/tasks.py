"""The user's open and finished tasks."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.views.decorators.http import require_GET

from yingke.domains.visits.queries import lists
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.tables import list_page
from yingke.surfaces.workbench.web.tables import DoneTaskTable, OpenTaskTable


@login_required
@require_GET
def show(request: UserRequest) -> HttpResponseBase:
    """List tasks; `?done=1` lists the finished ones."""
    done = request.GET.get("done") == "1"
    table_class = DoneTaskTable if done else OpenTaskTable
    table = table_class(request, lists.tasks_of(request.user, done=done))
    return list_page(request, "workbench/tasks.html", table, {"done": done})
