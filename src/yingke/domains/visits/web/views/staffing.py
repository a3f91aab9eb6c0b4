"""Invite staff, answer invitations, remove participants."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from yingke.domains.visits import permissions
from yingke.domains.visits.models import AgendaPerson
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.rules.suitability import USUAL_ROLE
from yingke.domains.visits.services import staffing as services
from yingke.domains.visits.terms import PartRole
from yingke.domains.visits.web import picks
from yingke.domains.visits.web.forms.agenda import AnswerForm, InviteForm
from yingke.domains.visits.web.views.agenda import item_of, sheet
from yingke.domains.visits.web.views.editing import CHANGED, act, dialog, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.pages import posted, saved


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: UserRequest, item_pk: int) -> HttpResponse:
    """Invite people to one or several items; who suits the opened item stands first."""
    item = item_of(request, item_pk)
    visit = item.visit
    require(permissions.can_plan(request.user, visit))
    sent = request.POST if request.method == "POST" else request.GET
    role = sent.get("role", "")
    role = role if role in PartRole.values else USUAL_ROLE[item.kind]
    search = sent.get("q", "")[:80]
    form = InviteForm(posted(request), visit=visit, initial={"role": role, "items": [item_pk]})
    return dialog(
        request,
        visit,
        form,
        lambda: services.invite_several(
            actor=request.user, visit_id=visit.pk, **form.values(item_pk)
        ),
        title=_("Invite to “%(item)s”") % {"item": item.label},
        save=_("Invite"),
        back=reverse("visits:item", args=[item_pk]),
        answer=lambda invited: _invited(request, item_pk, invited),
        template="visits/invite.html",
        picks=picks.of_item(item, role, chosen=sent.getlist("staff"), search=search),
        search=search,
    )


def _invited(request: UserRequest, item_pk: int, invited: services.Invited) -> HttpResponse:
    """Back to the item; says who was left out because they are taken or away."""
    count = len(invited.parts)
    message = ngettext("%(n)s invitation sent.", "%(n)s invitations sent.", count) % {"n": count}
    if invited.left_out:
        names = ", ".join(f"{person} ({item})" for person, item in invited.left_out)
        message += " " + _("Not available: %(names)s.") % {"names": names}
    return saved(
        request,
        reverse("visits:item", args=[item_pk]),
        message=message,
        event=CHANGED,
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
