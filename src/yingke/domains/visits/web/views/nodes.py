"""A node of the procedure: show, complete, skip."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.visits import permissions
from yingke.domains.visits.models import Node
from yingke.domains.visits.queries import sheets
from yingke.domains.visits.queries.sheets import tasks_of_visit
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.services import procedure
from yingke.domains.visits.services import team as teams
from yingke.domains.visits.web import needs
from yingke.domains.visits.web.forms.steps import NodeOwnerForm, ReasonForm
from yingke.domains.visits.web.views.editing import act, dialog, url_of, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.pages import page, posted


@login_required
@require_GET
def show(request: UserRequest, node_pk: int) -> HttpResponse:
    """A node with its tasks and what keeps it from closing."""
    node = _node(request, node_pk)
    visit, user = node.visit, request.user
    is_open = node.is_open
    owner = node.owner.label if node.owner else ""
    missing = sheets.read(visit).missing_of(node_pk) if is_open else []
    context = {
        "node": node,
        "visit": visit,
        "back": url_of(visit),
        "needs": [needs.need_of(one, owner, visit) for one in missing],
        "tasks": tasks_of_visit(visit).filter(node=node),
        "may_complete": is_open and permissions.can_complete_node(user, node),
        "may_run": is_open and permissions.runs(user, visit),
    }
    return page(request, "visits/node.html", context, part="dialog")


@login_required
@require_POST
def complete(request: UserRequest, node_pk: int) -> HttpResponse:
    """Complete a node; a closed gate says what is missing."""
    node = _node(request, node_pk)
    return act(
        request,
        node.visit,
        lambda: procedure.complete_node(actor=request.user, node_id=node_pk),
        message=_("“%(node)s” completed.") % {"node": node.label},
    )


@login_required
@require_http_methods(["GET", "POST"])
def skip(request: UserRequest, node_pk: int) -> HttpResponse:
    """Skip a node, with a reason visible to everyone."""
    node = _node(request, node_pk)
    require(permissions.runs(request.user, node.visit))
    form = ReasonForm(posted(request))
    return dialog(
        request,
        node.visit,
        form,
        lambda: procedure.skip_node(actor=request.user, node_id=node_pk, **form.cleaned_data),
        title=_("Skip “%(node)s”") % {"node": node.label},
        save=_("Skip"),
        message=_("Node skipped."),
        intro=_("It counts as not done. The reason is kept on record."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def owner(request: UserRequest, node_pk: int) -> HttpResponse:
    """Give the node to another person."""
    node = _node(request, node_pk)
    require(permissions.runs(request.user, node.visit))
    form = NodeOwnerForm(posted(request), initial={"owner": node.owner})
    return dialog(
        request,
        node.visit,
        form,
        lambda: teams.set_node_owner(
            actor=request.user, node_id=node_pk, owner_id=form.cleaned_data["owner"].pk
        ),
        title=_("Owner of “%(node)s”") % {"node": node.label},
        save=_("Save"),
        message=_("Owner changed."),
    )


def _node(request: UserRequest, node_pk: int) -> Node:
    seen = Node.objects.filter(visit__in=visible_to(request.user)).select_related("owner")
    node = get_object_or_404(seen, pk=node_pk)
    node.visit = visit_of(request, node.visit_id)
    return node
