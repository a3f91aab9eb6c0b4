"""Nodes of a draft, their tasks and checklists."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yingke.domains.procedures.models import Procedure, TemplateNode, TemplateTask
from yingke.domains.procedures.services import nodes, tasks
from yingke.domains.procedures.web.forms.procedures import (
    CheckForm,
    EditNodeForm,
    EditTaskForm,
    NodeForm,
    TaskForm,
    check_initial,
    node_initial,
    task_initial,
)
from yingke.domains.procedures.web.views.editing import act, dialog, editors, upwards
from yingke.foundation.drafts.terms import VersionState
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.ids import parse_id
from yingke.foundation.ui.pages import posted


@editors
@require_http_methods(["GET", "POST"])
def add_node(request: UserRequest, procedure_pk: int) -> HttpResponse:
    """Add a node to a draft, after the one numbered `?after=`."""
    get_object_or_404(Procedure, pk=procedure_pk, state=VersionState.DRAFT)
    behind = request.GET.get("after", "")
    form = NodeForm(posted(request), initial={"phase": "before", "step": "design"})
    return dialog(
        request,
        form,
        lambda: nodes.add_node(
            actor=request.user,
            procedure_id=procedure_pk,
            fields=form.fields_given(),
            after=parse_id(behind),
        ),
        title=_("New node"),
        back=_page_of(procedure_pk),
    )


@editors
@require_http_methods(["GET", "POST"])
def edit_node(request: UserRequest, template_pk: int) -> HttpResponse:
    """Edit a node of a draft."""
    node = _node(template_pk)
    form = EditNodeForm(posted(request), initial=node_initial(node))
    return dialog(
        request,
        form,
        lambda: nodes.change_node(
            actor=request.user,
            node_id=template_pk,
            version=form.cleaned_data["version"],
            fields=form.fields_given(),
        ),
        title=f"{node.number} · {node.label}",
        back=_page_of(node.procedure_id),
    )


@editors
@require_POST
def move_node(request: UserRequest, template_pk: int) -> HttpResponse:
    """Swap a node with its neighbour."""
    node, up = _node(template_pk), upwards(request)
    return act(
        request,
        lambda: nodes.move_node(actor=request.user, node_id=template_pk, up=up),
        back=_page_of(node.procedure_id),
    )


@editors
@require_POST
def remove_node(request: UserRequest, template_pk: int) -> HttpResponse:
    """Remove a node from a draft."""
    node = _node(template_pk)
    return act(
        request,
        lambda: nodes.remove_node(actor=request.user, node_id=template_pk),
        back=_page_of(node.procedure_id),
        message=_("Node removed."),
    )


@editors
@require_http_methods(["GET", "POST"])
def add_task(request: UserRequest, template_pk: int) -> HttpResponse:
    """Add a task to a node."""
    node = _node(template_pk)
    first = {"owner_role": node.owner_role, "due": node.due}
    form = TaskForm(posted(request), initial=first)
    return dialog(
        request,
        form,
        lambda: tasks.add_task(actor=request.user, node_id=template_pk, fields=form.fields_given()),
        title=_("New task in “%(node)s”") % {"node": node.label},
        back=_page_of(node.procedure_id),
    )


@editors
@require_http_methods(["GET", "POST"])
def edit_task(request: UserRequest, template_task_pk: int) -> HttpResponse:
    """Edit a task of a draft."""
    task = _task(template_task_pk)
    form = EditTaskForm(posted(request), initial=task_initial(task))
    return dialog(
        request,
        form,
        lambda: tasks.change_task(
            actor=request.user,
            task_id=template_task_pk,
            version=form.cleaned_data["version"],
            fields=form.fields_given(),
        ),
        title=task.label,
        back=_page_of(task.node.procedure_id),
    )


@editors
@require_POST
def remove_task(request: UserRequest, template_task_pk: int) -> HttpResponse:
    """Remove a task from a draft."""
    task = _task(template_task_pk)
    return act(
        request,
        lambda: tasks.remove_task(actor=request.user, task_id=template_task_pk),
        back=_page_of(task.node.procedure_id),
        message=_("Task removed."),
    )


@editors
@require_http_methods(["GET", "POST"])
def check(request: UserRequest, template_task_pk: int, index: int | None = None) -> HttpResponse:
    """Edit a checklist item of a task, or add one."""
    task = _task(template_task_pk, index)
    form = CheckForm(posted(request), initial=check_initial(task, index))
    return dialog(
        request,
        form,
        lambda: tasks.set_check(
            actor=request.user,
            task_id=template_task_pk,
            version=form.cleaned_data["version"],
            fields=form.fields_given(),
            index=index,
        ),
        title=_("Checklist item of “%(task)s”") % {"task": task.label},
        back=_page_of(task.node.procedure_id),
    )


@editors
@require_POST
def remove_check(request: UserRequest, template_task_pk: int, index: int) -> HttpResponse:
    """Remove a checklist item."""
    task = _task(template_task_pk, index)
    return act(
        request,
        lambda: tasks.remove_check(
            actor=request.user, task_id=template_task_pk, version=task.version, index=index
        ),
        back=_page_of(task.node.procedure_id),
        message=_("Checklist item removed."),
    )


def _node(template_pk: int) -> TemplateNode:
    drafts = TemplateNode.objects.filter(procedure__state=VersionState.DRAFT)
    return get_object_or_404(drafts, pk=template_pk)


def _task(template_task_pk: int, index: int | None = None) -> TemplateTask:
    """Return a task of a draft; 404 without a checklist item at the given index."""
    drafts = TemplateTask.objects.filter(node__procedure__state=VersionState.DRAFT)
    task = get_object_or_404(drafts.select_related("node"), pk=template_task_pk)
    if index is not None and index >= len(task.checks):
        raise Http404
    return task


def _page_of(procedure_pk: int) -> str:
    return reverse("procedures:procedure", args=[procedure_pk])
