"""The page of a proposal, and what is done on it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from yingke.domains.planning import permissions
from yingke.domains.planning.models import Proposal
from yingke.domains.planning.queries import proposals as queries
from yingke.domains.planning.services import accept as accepting
from yingke.domains.planning.services import proposals as services
from yingke.domains.planning.web import plan_page
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import Visit
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.kernel.ids import parse_id
from yingke.foundation.ui import live, zones
from yingke.foundation.ui.editing import perform
from yingke.foundation.ui.pages import page, refused, saved
from yingke.foundation.ui.refusals import explain

CHANGED = "proposal-changed"
ASK = ("kind", "item", "role", "resource", "starts_at")


def which_rows(request: UserRequest) -> tuple[list[tuple[str, str, bool]], bool]:
    """Tabs of all rows and of those that change, and whether only those are shown."""
    query = request.GET.copy()
    only_changes = query.pop("rows", [""])[-1] == "changed"
    changed = query.copy()
    changed["rows"] = "changed"
    addresses = (f"?{query.urlencode()}", f"?{changed.urlencode()}")
    labels = (_("All items"), _("Only changes"))
    current = (not only_changes, only_changes)
    return list(zip(labels, addresses, current, strict=True)), only_changes


@login_required
@require_GET
@live.versioned(lambda request, asked, pk: queries.version_of(request.user, pk))
def show(request: UserRequest, pk: int) -> HttpResponse:
    """What is proposed for a visit beside what stands."""
    visit = _visit(request, pk)
    tabs, only_changes = which_rows(request)
    context: dict[str, Any] = {
        "visit": visit,
        "plan": plan_page.page_of(request.user, visit, request.GET.get("wish", "")),
        "may_propose": permissions.can_propose(request.user, visit),
        "which_rows": tabs,
        "only_changes": only_changes,
    }
    return page(request, "planning/plan.html", context)


@login_required
@require_POST
def propose(request: UserRequest, pk: int) -> HttpResponse:
    """Ask for a proposal; the requests of the open one are kept."""
    visit = _visit(request, pk)
    former = queries.latest(pk)
    asks = former.asks if former is not None and queries.is_open(former) else []
    return _perform(
        request, pk, lambda: services.propose(actor=request.user, visit_id=visit.pk, asks=asks)
    )


@login_required
@require_POST
def stop(request: UserRequest, proposal_pk: int) -> HttpResponse:
    """Keep the best plan so far."""
    proposal = _proposal(request, proposal_pk)
    return _perform(
        request,
        proposal.visit_id,
        lambda: services.stop(actor=request.user, proposal_id=proposal.pk),
        message=_("Stopped. This proposal stays."),
    )


@login_required
@require_POST
def ask(request: UserRequest, proposal_pk: int) -> HttpResponse:
    """Ask again with one more request."""
    proposal = _proposal(request, proposal_pk)
    wanted = {name: request.POST[name] for name in ASK if request.POST.get(name)}
    return _perform(
        request,
        proposal.visit_id,
        lambda: services.ask(actor=request.user, proposal_id=proposal.pk, wanted=wanted),
    )


@login_required
@require_POST
def withdraw_ask(request: UserRequest, proposal_pk: int, number: int) -> HttpResponse:
    """Ask again without one of the requests."""
    proposal = _proposal(request, proposal_pk)
    return _perform(
        request,
        proposal.visit_id,
        lambda: services.withdraw_ask(actor=request.user, proposal_id=proposal.pk, number=number),
    )


@login_required
@require_POST
def accept(request: UserRequest, proposal_pk: int) -> HttpResponse:
    """Write the ticked rows, or all; what was taken meanwhile is proposed anew."""
    proposal = _proposal(request, proposal_pk)
    back = reverse("planning:plan", args=[proposal.visit_id])
    some = request.POST.get("which") == "some"
    chosen = [parse_id(value) for value in request.POST.getlist("item")] if some else None
    try:
        done = accepting.accept(
            actor=request.user,
            proposal_id=proposal.pk,
            item_ids=None if chosen is None else [one for one in chosen if one is not None],
        )
    except NotAllowed:
        raise
    except RuleViolation as violation:
        return refused(request, back, message=explain(violation))
    return saved(request, back, message=_outcome(done), event=CHANGED)


def _outcome(done: accepting.Accepted) -> str:
    if done.is_written:
        count = len(done.items)
        if done.are_intended:
            return ngettext(
                "%(n)s item changed. New people are invited when the plan is approved.",
                "%(n)s items changed. New people are invited when the plan is approved.",
                count,
            ) % {"n": count}
        return ngettext(
            "%(n)s item changed. Everyone affected has been notified.",
            "%(n)s items changed. Everyone affected has been notified.",
            count,
        ) % {"n": count}
    if done.lost:
        return _("Nothing was changed: something was taken meanwhile. See the new proposal.")
    return _("Nothing was changed: the agenda was edited meanwhile. See the new proposal.")


def _perform(
    request: UserRequest, visit_id: int, act: Any, *, message: object = ""
) -> HttpResponse:
    return perform(
        request,
        act,
        back=reverse("planning:plan", args=[visit_id]),
        message=message or _("Planning…"),
        event=CHANGED,
    )


def _visit(request: UserRequest, pk: int) -> Visit:
    """The visit if the reader may see it, else 404; times are shown in its site's time zone."""
    rows = visits.visible_to(request.user)
    visit = get_object_or_404(rows.select_related("account", "site", "visit_type"), pk=pk)
    zones.show_times_of(visit.site.timezone)
    return visit


def _proposal(request: UserRequest, pk: int) -> Proposal:
    return get_object_or_404(queries.visible_to(request.user), pk=pk)
