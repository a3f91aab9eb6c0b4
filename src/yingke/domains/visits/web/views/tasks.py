"""Assign, accept, check off, finish and reassign tasks."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.procedures.terms import Evidence
from yingke.domains.visits import permissions
from yingke.domains.visits.models import CheckItem, Task
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.services import tasks as services
from yingke.domains.visits.terms import TaskState
from yingke.domains.visits.web.forms.steps import ReasonForm
from yingke.domains.visits.web.forms.tasks import CheckForm, ReassignForm, TaskForm
from yingke.domains.visits.web.views.editing import act, dialog, url_of, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.pages import page, posted


@login_required
@require_http_methods(["GET", "POST"])
def add(request: UserRequest, pk: int) -> HttpResponse:
    """Add a task besides those of the procedure."""
    visit = visit_of(request, pk)
    require(permissions.runs(request.user, visit))
    form = TaskForm(posted(request), visit=visit)
    return dialog(
        request,
        visit,
        form,
        lambda: services.add_task(actor=request.user, visit_id=pk, **_values(form)),
        title=_("Add task"),
        save=_("Add"),
        message=_("Task added and assignee notified."),
    )


@login_required
@require_GET
def show(request: UserRequest, task_pk: int) -> HttpResponse:
    """A task with its checklist and actions."""
    return _sheet(request, task_pk)


def _sheet(request: UserRequest, task_pk: int) -> HttpResponse:
    task = _task(request, task_pk)
    working = permissions.can_work_on(request.user, task)
    is_open = task.is_open
    checks = list(task.checks.select_related("document", "checked_by"))
    context = {
        "task": task,
        "visit": task.visit,
        "back": url_of(task.visit),
        "checks": checks,
        "open_checks": sum(check.required and not check.checked_at for check in checks),
        "may_work": working and is_open,
        "may_undo": working and task.state != TaskState.CANCELLED,
        "may_accept": working and task.state == TaskState.ASSIGNED,
        "may_drop": is_open and permissions.runs(request.user, task.visit),
    }
    return page(request, "visits/task.html", context, part="dialog")


@login_required
@require_POST
def toggle(request: UserRequest, task_pk: int) -> HttpResponse:
    """Finish the task from its box in a list, if its checklist allows it."""
    return _done(request, _task(request, task_pk))


@login_required
@require_POST
def complete(request: UserRequest, task_pk: int) -> HttpResponse:
    """Finish the task; open required items are listed."""
    return _done(request, _task(request, task_pk))


@login_required
@require_POST
def accept(request: UserRequest, task_pk: int) -> HttpResponse:
    """Accept the task."""
    task = _task(request, task_pk)
    return act(
        request,
        task.visit,
        lambda: services.accept(actor=request.user, task_id=task_pk),
        message=_("Task accepted."),
        back=reverse("visits:task", args=[task_pk]),
        reopen=lambda: _sheet(request, task_pk),
    )


@login_required
@require_http_methods(["GET", "POST"])
def reassign(request: UserRequest, task_pk: int) -> HttpResponse:
    """Reassign the task, with a reason."""
    task = _task(request, task_pk)
    require(permissions.can_work_on(request.user, task))
    form = ReassignForm(posted(request))
    return dialog(
        request,
        task.visit,
        form,
        lambda: services.reassign(
            actor=request.user,
            task_id=task_pk,
            assignee_id=form.cleaned_data["assignee"].pk,
            reason=form.cleaned_data["reason"],
        ),
        title=_("Reassign: %(task)s") % {"task": task.label},
        save=_("Reassign"),
        message=_("Task reassigned."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: UserRequest, task_pk: int) -> HttpResponse:
    """Cancel the task."""
    task = _task(request, task_pk)
    require(permissions.runs(request.user, task.visit))
    form = ReasonForm(posted(request))
    return dialog(
        request,
        task.visit,
        form,
        lambda: services.cancel(actor=request.user, task_id=task_pk, **form.cleaned_data),
        title=_("Cancel task: %(task)s") % {"task": task.label},
        save=_("Cancel task"),
        message=_("Task cancelled."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def check(request: UserRequest, check_pk: int) -> HttpResponse:
    """Check off an item of the checklist, with the note or file it requires."""
    item = _check(request, check_pk)
    task = item.task
    require(permissions.can_work_on(request.user, task))
    to_task: dict[str, Any] = {
        "message": _("Checked off."),
        "back": reverse("visits:task", args=[task.pk]),
        "reopen": lambda: _sheet(request, task.pk),
    }
    if item.evidence == Evidence.NONE:
        return act(request, task.visit, partial(_tick, request, item), **to_task)
    form = CheckForm(posted(request), request.FILES or None, item=item)
    tick = lambda: _tick(request, item, **form.cleaned_data)  # noqa: E731  # read after it is valid
    return dialog(request, task.visit, form, tick, title=item.label, save=_("Check off"), **to_task)


@login_required
@require_POST
def uncheck(request: UserRequest, check_pk: int) -> HttpResponse:
    """Uncheck an item."""
    item = _check(request, check_pk)
    return act(
        request,
        item.task.visit,
        lambda: services.uncheck_item(actor=request.user, item_id=check_pk),
        message=_("Check mark removed."),
        back=reverse("visits:task", args=[item.task_id]),
        reopen=lambda: _sheet(request, item.task_id),
    )


def _done(request: UserRequest, task: Task) -> HttpResponse:
    return act(
        request,
        task.visit,
        lambda: services.complete(actor=request.user, task_id=task.pk),
        message=_("“%(task)s” completed.") % {"task": task.label},
        back=_back(request, task),
    )


def _tick(request: UserRequest, item: CheckItem, note: str = "", upload: Any = None) -> CheckItem:
    return services.check_item(actor=request.user, item_id=item.pk, note=note, upload=upload)


def _values(form: TaskForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "name": data["name"],
        "assignee_id": data["assignee"].pk,
        "due_at": data["due_at"],
        "node_id": data["node"].pk if data["node"] else None,
        "checks": [{"name": line} for line in data["checks"]],
    }


def _back(request: UserRequest, task: Task) -> str:
    """Return the list of tasks if the box was pressed there, else the visit."""
    return "/tasks/" if request.POST.get("next") == "/tasks/" else url_of(task.visit)


def _task(request: UserRequest, task_pk: int) -> Task:
    seen = Task.objects.filter(visit__in=visible_to(request.user))
    rows = seen.select_related("assignee", "node", "assigned_by")
    task = get_object_or_404(rows, pk=task_pk)
    task.visit = visit_of(request, task.visit_id)
    return task


def _check(request: UserRequest, check_pk: int) -> CheckItem:
    item = get_object_or_404(CheckItem.objects.select_related("task"), pk=check_pk)
    item.task = _task(request, item.task_id)
    return item
