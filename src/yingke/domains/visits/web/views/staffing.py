"""Invite staff, answer invitations, remove participants."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yingke.domains.visits import permissions
from yingke.domains.visits.models import AgendaPerson
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.services import staffing as services
from yingke.domains.visits.web.forms.agenda import AnswerForm, InviteForm
from yingke.domains.visits.web.views.agenda import item_of, sheet
from yingke.domains.visits.web.views.editing import act, dialog, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.pages import posted


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: UserRequest, item_pk: int) -> HttpResponse:
    """Invite a staff member."""
    item = item_of(request, item_pk)
    require(permissions.can_plan(request.user, item.visit))
    form = InviteForm(posted(request), visit=item.visit)
    return dialog(
        request,
        item.visit,
        form,
        lambda: services.invite(
            actor=request.user,
            item_id=item_pk,
            staff_id=form.cleaned_data["staff"].pk,
            role=form.cleaned_data["role"],
        ),
        title=_("Invite to “%(item)s”") % {"item": item.label},
        save=_("Invite"),
        message=_("Invitation sent."),
        back=reverse("visits:item", args=[item_pk]),
        reopen=lambda: sheet(request, item_pk),
    )


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: UserRequest, part_pk: int) -> HttpResponse:
    """Accept or decline, for oneself or for a colleague whom one's visit invited."""
    part = _part(request, part_pk)
    visit = part.item.visit
    own = part.staff.user_id == request.user.pk
    require(own or permissions.can_plan(request.user, visit))
    form = AnswerForm(posted(request))
    accept = request.POST.get("answer") != "no"
    return dialog(
        request,
        visit,
        form,
        lambda: services.answer(
            actor=request.user, part_id=part_pk, accept=accept, reason=form.cleaned_data["reason"]
        ),
        title=_("Take part in “%(item)s”?") % {"item": part.item.label},
        save=_("Yes"),
        message=_("Answer saved."),
        template="visits/answer.html",
        part=part,
        own=own,
    )


@login_required
@require_POST
def release(request: UserRequest, part_pk: int) -> HttpResponse:
    """Remove a staff member from an item."""
    part = _part(request, part_pk)
    return act(
        request,
        part.item.visit,
        lambda: services.release(actor=request.user, part_id=part_pk),
        message=_("Removed %(person)s.") % {"person": part.staff.label},
        back=reverse("visits:item", args=[part.item_id]),
        reopen=lambda: sheet(request, part.item_id),
    )


def _part(request: UserRequest, part_pk: int) -> AgendaPerson:
    seen = AgendaPerson.objects.filter(item__visit__in=visible_to(request.user))
    part = get_object_or_404(seen.select_related("item", "staff"), pk=part_pk)
    part.item.visit = visit_of(request, part.item.visit_id)
    return part
