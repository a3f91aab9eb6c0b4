"""Tables of tasks and failed jobs."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from yingke.domains.visits.models import Task
from yingke.domains.visits.terms import TaskState
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.naming import worded
from yingke.foundation.ui.components.library import Tone
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.tables import Column, Filters, Order, Table, row_address

TONES: Final[dict[str, Tone]] = {
    TaskState.ASSIGNED: "amber",
    TaskState.ACCEPTED: "blue",
    TaskState.DONE: "green",
    TaskState.CANCELLED: "neutral",
}


class TaskFilters(Filters):
    q = forms.CharField(label=_("Search"), required=False, max_length=80)

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        for word in (self.cleaned_data["q"] or "").split():
            queryset = queryset.filter(name__icontains=word) | queryset.filter(
                visit__title__icontains=word
            )
        return queryset


def _state(task: Task) -> SafeString:
    if task.is_open and task.due_at < clock.now():
        return pill(_("Overdue"), tone="red", dot=True)
    return pill(worded(TaskState, task.state), tone=TONES[task.state], dot=True)


def _checks(task: Any) -> str:
    return f"{task.checks_done} / {task.checks_total}" if task.checks_total else ""


class OpenTaskTable(Table):
    """The user's open tasks by due time."""

    code, label = "tasks", _("My tasks")
    filters = TaskFilters
    columns = (
        Column("name", _("Task"), "label", lead=True, grow=True),
        Column("visit", _("Visit"), "visit.title"),
        Column("account", _("Customer"), "visit.account.label"),
        Column("node", _("Node"), "node.label", hidden=True),
        Column("checks", _("Checklist"), _checks, align="end"),
        Column("state", _("Status"), _state, text=lambda task: worded(TaskState, task.state)),
        Column("due_at", _("Due"), "due_at", sort="due"),
    )
    orders = {"due": Order(_("Due"), ("due_at", "pk"))}
    empty_title = _("No open tasks")
    empty_text = _("Tasks from visits you take part in appear here.")
    row_dialog = True

    @staticmethod
    def row_url(task: Task) -> str:
        return task.link or row_address("visits:task", task.pk)


class DoneTaskTable(OpenTaskTable):
    """The user's finished tasks, newest first."""

    code, label = "tasks-done", _("My finished tasks")
    columns = (
        *OpenTaskTable.columns[:-1],
        Column("completed_at", _("Done"), "completed_at", sort="done"),
    )
    orders = {"done": Order(_("Done"), ("-completed_at", "-pk"))}
    empty_title = _("No finished tasks yet")


def _arguments(job: ProcrastinateJob) -> str:
    return ", ".join(f"{name}={value}" for name, value in (job.args or {}).items())


class JobTable(Table):
    """Failed jobs, newest first."""

    code, label = "jobs", _("Failed jobs")
    about = _("Jobs that failed after eight attempts. Nothing is lost: fix the cause, then retry.")
    columns = (
        Column("task", _("Job"), "task_name", lead=True),
        Column("arguments", _("Arguments"), _arguments, grow=True),
        Column("attempts", _("Attempts"), "attempts", align="end"),
        Column("scheduled_at", _("Last scheduled for"), "scheduled_at"),
        Column("queue", _("Queue"), "queue_name", hidden=True),
    )
    orders = {"latest": Order(_("Latest"), ("-pk",))}
    exports = False
    empty_title = _("No failed jobs")
    empty_text = _(
        "Failed jobs are retried automatically. Jobs that run out of attempts appear here."
    )
