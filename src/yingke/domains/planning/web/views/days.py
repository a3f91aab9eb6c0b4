"""The page on which all visits of a day are planned together."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from yingke.domains.planning import permissions
from yingke.domains.planning.models import DayProposal
from yingke.domains.planning.queries import days as queries
from yingke.domains.planning.queries.proposals import is_open
from yingke.domains.planning.services import accept_day as accepting
from yingke.domains.planning.services import days as services
from yingke.domains.planning.web import day_page
from yingke.domains.planning.web.day_page import SiteDay
from yingke.domains.planning.web.views.plans import ASK, CHANGED, which_rows
from yingke.foundation.identity.permissions import require
from yingke.foundation.identity.queries import sites
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.kernel.ids import parse_id
from yingke.foundation.ui import live
from yingke.foundation.ui.editing import perform
from yingke.foundation.ui.pages import page, refused, saved
from yingke.foundation.ui.refusals import explain


def _version(request: HttpRequest, asked: str) -> str:
    chosen = day_page.read_day(request.GET)
    return queries.version_of(chosen.site, chosen.day)


@login_required
@require_GET
@live.versioned(_version)
def show(request: UserRequest) -> HttpResponse:
    """What is proposed for the visits of a day beside what stands."""
    require(permissions.can_plan_days(request.user))
    chosen = day_page.read_day(request.GET)
    date = chosen.day.isoformat()
    tabs, only_changes = which_rows(request)
    context: dict[str, Any] = {
        "site": chosen.site,
        "day": chosen.day,
        "visits": queries.visits_of(request.user, chosen.site, chosen.day).select_related(
            "account"
        ),
        "plan": day_page.page_of(request.user, chosen, request.GET.get("wish", "")),
        "earlier": chosen.moved(-1),
        "later": chosen.moved(1),
        "sites": _sites(chosen),
        "propose_url": day_page.propose_url(chosen),
        "schedule_url": reverse("resources:schedule", query={"date": date}),
        "chosen_day": (chosen.day.isoformat(), chosen.site.pk),
        "which_rows": tabs,
        "only_changes": only_changes,
    }
    return page(request, "planning/day.html", context)


@login_required
@require_POST
def propose(request: UserRequest) -> HttpResponse:
    """Ask for a proposal; the requests of the open one are kept."""
    chosen = day_page.read_day(request.GET)
    former = queries.latest(chosen.site, chosen.day)
    asks = former.asks if former is not None and is_open(former) else []
    return _perform(
        request,
        chosen.url,
        lambda: services.propose_day(
            actor=request.user, site_id=chosen.site.pk, day=chosen.day, asks=asks
        ),
    )


@login_required
@require_POST
def stop(request: UserRequest, day_pk: int) -> HttpResponse:
    """Keep the best plan so far."""
    proposal = _proposal(request, day_pk)
    return _perform(
        request,
        _back(proposal),
        lambda: services.stop_day(actor=request.user, proposal_id=proposal.pk),
        message=_("Stopped. This proposal stays."),
    )


@login_required
@require_POST
def ask(request: UserRequest, day_pk: int) -> HttpResponse:
    """Ask again with one more request."""
    proposal = _proposal(request, day_pk)
    wanted = {name: request.POST[name] for name in ASK if request.POST.get(name)}
    return _perform(
        request,
        _back(proposal),
        lambda: services.ask_day(actor=request.user, proposal_id=proposal.pk, wanted=wanted),
    )


@login_required
@require_POST
def withdraw_ask(request: UserRequest, day_pk: int, number: int) -> HttpResponse:
    """Ask again without one of the requests."""
    proposal = _proposal(request, day_pk)
    return _perform(
        request,
        _back(proposal),
        lambda: services.withdraw_day_ask(
            actor=request.user, proposal_id=proposal.pk, number=number
        ),
    )


@login_required
@require_POST
def accept(request: UserRequest, day_pk: int) -> HttpResponse:
    """Write the whole day, one visit or its ticked rows; what was taken is proposed anew."""
    proposal = _proposal(request, day_pk)
    visit = parse_id(request.POST.get("visit", ""))
    some = request.POST.get("which") == "some"
    chosen = [parse_id(value) for value in request.POST.getlist("item")]
    try:
        if visit is None:
            done = accepting.accept_day(actor=request.user, proposal_id=proposal.pk)
        else:
            done = accepting.accept_visit(
                actor=request.user,
                proposal_id=proposal.pk,
                visit_id=visit,
                item_ids=[one for one in chosen if one is not None] if some else None,
            )
    except NotAllowed:
        raise
    except RuleViolation as violation:
        return refused(request, _back(proposal), message=explain(violation))
    return saved(request, _back(proposal), message=_outcome(done), event=CHANGED)


def _outcome(done: accepting.Outcome) -> str:
    text = ngettext("%(n)s item changed.", "%(n)s items changed.", len(done.items)) % {
        "n": len(done.items)
    }
    if done.is_whole:
        return text
    return _("%(done)s The rest was taken or edited meanwhile. See the new proposal.") % {
        "done": text
    }


def _sites(chosen: SiteDay) -> list[tuple[str, str, bool]]:
    known = list(sites())
    if len(known) < 2:
        return []
    return [
        (site.label, day_page.url_of(site.pk, chosen.day), site == chosen.site) for site in known
    ]


def _perform(request: UserRequest, back: str, act: Any, *, message: object = "") -> HttpResponse:
    return perform(request, act, back=back, message=message or _("Planning…"), event=CHANGED)


def _back(proposal: DayProposal) -> str:
    return day_page.url_of(proposal.site_id, proposal.day)


def _proposal(request: UserRequest, pk: int) -> DayProposal:
    return get_object_or_404(queries.for_planner(request.user), pk=pk)
