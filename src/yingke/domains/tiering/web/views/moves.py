"""Decisions on tier moves."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from yingke.domains.tiering import permissions
from yingke.domains.tiering.models import TierMove
from yingke.domains.tiering.queries import moves as queries
from yingke.domains.tiering.services import moves
from yingke.domains.tiering.web.forms import ReasonForm
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation, require
from yingke.foundation.ui.editing import edit_page, perform
from yingke.foundation.ui.pages import posted, refused, saved
from yingke.foundation.ui.refusals import explain


@needs("tiering.see")
@require_POST
def approve(request: UserRequest, pk: int) -> HttpResponse:
    """Let a move take effect."""
    row = _visible(request, pk)
    return perform(
        request,
        lambda: moves.approve(actor=request.user, move_id=row.pk),
        back=reverse("tiering:board"),
        message=_("%(name)s: move approved.") % {"name": row.account.label},
    )


@needs("tiering.see")
@require_http_methods(["GET", "POST"])
def return_move(request: UserRequest, pk: int) -> HttpResponse:
    """Refuse a move with a reason."""
    row = _visible(request, pk)
    form = ReasonForm(posted(request))
    return edit_page(
        request,
        form,
        lambda: moves.return_move(actor=request.user, move_id=row.pk, **form.cleaned_data),
        title=_("Return move"),
        back=reverse("tiering:board"),
        trail=[(_("Customer tiers"), reverse("tiering:board"))],
        save=_("Return"),
        message=_("%(name)s: move returned.") % {"name": row.account.label},
        intro=_("The customer keeps its tier. An alarm is reverted."),
    )


@needs("tiering.see")
@require_POST
def approve_many(request: UserRequest) -> HttpResponse:
    """Approve the chosen moves; one that is refused leaves the others approved."""
    require(permissions.can_decide(request.user))
    chosen = [int(pk) for pk in request.POST.getlist("pk") if pk.isdigit()]
    rows = queries.visible_to(request.user).filter(pk__in=chosen).values_list("pk", flat=True)
    done, refusals = 0, []
    for pk in rows.order_by("pk"):
        try:
            moves.approve(actor=request.user, move_id=pk)
            done += 1
        except NotAllowed:
            raise
        except RuleViolation as violation:
            refusals.append(explain(violation))
    back = reverse("tiering:board")
    if refusals and not done:
        return refused(request, back, message=refusals[0])
    words: Any = ngettext("%(n)s move approved.", "%(n)s moves approved.", done) % {"n": done}
    return saved(request, back, message=" ".join([words, *dict.fromkeys(refusals)]))


def _visible(request: UserRequest, pk: int) -> TierMove:
    row = get_object_or_404(queries.visible_to(request.user).select_related("account"), pk=pk)
    require(permissions.can_decide(request.user))
    return row
