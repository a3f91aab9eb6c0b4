"""Entitlements: the quarter, and what is done with one date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.domains.customers.terms import Tier
from yingke.domains.tiering import permissions
from yingke.domains.tiering.models import CareAction, Placement
from yingke.domains.tiering.queries import entitlements as queries
from yingke.domains.tiering.rules import entitlements as rules
from yingke.domains.tiering.services import entitlements as services
from yingke.domains.tiering.web import entitlements as drawing
from yingke.domains.tiering.web.entitlement_forms import CompleteForm, ExcuseForm, MoveForm
from yingke.domains.tiering.web.registers import ENTITLEMENTS, PLACEMENTS
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.editing import edit_page
from yingke.foundation.ui.pages import page, posted

ALARMS, SOON = 8, 8


class QuarterForm(forms.Form):
    """`day` lies in the quarter; `tier` is shown whole; `owner` narrows to one person."""

    day = forms.DateField(required=False)
    tier = forms.ChoiceField(choices=[("", ""), *Tier.choices], required=False)
    mine = forms.BooleanField(required=False)


@login_required
@require_GET
def quarter(request: UserRequest) -> HttpResponse:
    """What each customer gets in a quarter, and what was missed."""
    if not (permissions.can_see(request.user) or request.user.may("tiering.act")):
        raise Http404
    form = QuarterForm(request.GET)
    form.is_valid()
    mine = bool(form.cleaned_data.get("mine"))
    period = rules.quarter(form.cleaned_data.get("day") or queries.today())
    rows = queries.entitled(queries.actions_visible_to(request.user))
    if mine:
        rows = rows.filter(owner=request.user)
    context = {
        "period": period,
        **_quarter(rows, period, whole=form.cleaned_data.get("tier") or ""),
        "links": _links(period, mine=mine),
    }
    return page(request, "tiering/entitlements.html", context)


def _quarter(rows: Any, period: rules.Period, *, whole: str) -> dict[str, Any]:
    """The lines of the quarter, its figures, and what stands beside."""
    today, scale = queries.today(), drawing.Scale(period)
    actions = list(queries.of_period(rows, period))
    return {
        "scale": scale,
        "now": scale.x(today) if period.starts_on <= today <= period.due_on else None,
        "groups": drawing.groups_of(
            *(actions, scale, today),
            placements=_placements(period),
            lasting=list(queries.lasting()),
            whole=whole,
        ),
        "figures": drawing.figures_of(queries.standings(actions, today)),
        **_beside(rows, actions, period, today),
    }


def _placements(period: rules.Period) -> dict[int, list[Placement]]:
    rows = Placement.objects.filter(begins_on__lte=period.due_on).exclude(
        ends_on__lt=period.starts_on
    )
    found: dict[int, list[Placement]] = {}
    for row in rows.select_related("person").order_by("begins_on"):
        found.setdefault(row.account_id, []).append(row)
    return found


def _beside(
    rows: Any, actions: list[CareAction], period: rules.Period, today: date
) -> dict[str, Any]:
    """Alarms, what is due soon, owners, and the rate of the quarter before."""
    before = rules.quarter(period.starts_on - timedelta(days=1))
    missed = list(queries.missed(rows, today)[:ALARMS])
    soon = [one for one in actions if queries.standing_of(one, today) == rules.Standing.SOON]
    past = queries.of_period(rows, before).select_related(None)
    return {
        "alarms": [(one, (today - one.due_on).days) for one in missed],
        "missed_count": queries.missed(rows, today).count(),
        "soon": soon[:SOON],
        "owners": drawing.owners_of(actions, today),
        "rate_before": drawing.figures_of(queries.standings(past, today))["rate"],
    }


def _links(period: rules.Period, *, mine: bool) -> dict[str, str]:
    here = reverse("tiering:entitlements")
    kept = {"mine": "on"} if mine else {}
    day = timedelta(days=1)
    return {
        "before": reverse("tiering:entitlements", query={**kept, "day": period.starts_on - day}),
        "after": reverse("tiering:entitlements", query={**kept, "day": period.due_on + day}),
        "all": here,
        "mine": reverse("tiering:entitlements", query={"mine": "on"}),
        "table": ENTITLEMENTS.url("list"),
        "placements": PLACEMENTS.url("list"),
    }


@login_required
@require_GET
def care_action(request: UserRequest, pk: int) -> HttpResponse:
    """One date: what it is, how it stands, and what can be done."""
    action = _visible(request, pk)
    today = queries.today()
    standing = queries.standing_of(action, today)
    context = {
        "action": action,
        "standing": standing,
        "words": drawing.standing_words(action, standing, today),
        "tone": drawing.WORDS[standing],
        "is_open": action.state == "planned" and permissions.can_act(request.user, action),
        "visit_url": reverse("visits:new", query={"account": action.account_id}),
        "trail": [(_("Entitlements"), reverse("tiering:entitlements"))],
    }
    return page(request, "tiering/care_action.html", context, part="dialog")


@login_required
@require_http_methods(["GET", "POST"])
def complete(request: UserRequest, pk: int) -> HttpResponse:
    """Say how a date was kept."""
    form = CompleteForm(
        posted(request), request.FILES or None, initial={"done_on": queries.today()}
    )
    return _act(
        request,
        pk,
        form,
        lambda: services.complete(
            actor=request.user,
            action_id=pk,
            done_on=form.cleaned_data["done_on"],
            proof=form.cleaned_data["proof"],
            upload=form.cleaned_data["file"],
        ),
        title=_("Done"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def excuse(request: UserRequest, pk: int) -> HttpResponse:
    """Explain a missed date."""
    form = ExcuseForm(posted(request))
    return _act(
        request,
        pk,
        form,
        lambda: services.excuse(actor=request.user, action_id=pk, **form.cleaned_data),
        title=_("Explain"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def move(request: UserRequest, pk: int) -> HttpResponse:
    """Plan a date for another day."""
    action = _visible(request, pk)
    form = MoveForm(posted(request), initial={"planned_on": action.planned_on})
    return _act(
        request,
        pk,
        form,
        lambda: services.move(actor=request.user, action_id=pk, **form.cleaned_data),
        title=_("Plan for another day"),
    )


def _act(
    request: UserRequest, pk: int, form: forms.Form, act: Callable[[], Any], *, title: str
) -> HttpResponse:
    action = _visible(request, pk)
    require(permissions.can_act(request.user, action))
    about = f"{action.what.label} · {action.account.label}"
    back = reverse("customers:detail", args=[action.account_id])
    return edit_page(request, form, act, title=title, back=back, intro=about)


def _visible(request: UserRequest, pk: int) -> CareAction:
    rows = queries.actions_visible_to(request.user) | CareAction.objects.filter(owner=request.user)
    rows = rows.select_related("entitlement", "step", "account", "owner", "document")
    found: CareAction = get_object_or_404(rows.distinct(), pk=pk)
    return found
