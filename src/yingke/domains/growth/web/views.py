"""The follow-up of a visit and the list of follow-ups."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.domains.customers import queries as customers
from yingke.domains.growth import permissions, queries, services
from yingke.domains.growth.models import FollowUp, Step
from yingke.domains.growth.terms import Outcome, StepKind
from yingke.domains.growth.web.forms import ConcludeForm, FinishForm, SkipForm
from yingke.domains.growth.web.signs import outcome_pill, state_of
from yingke.domains.growth.web.tables import FollowUpTable
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import Visit
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui import zones
from yingke.foundation.ui.editing import edit_page
from yingke.foundation.ui.pages import page, posted
from yingke.foundation.ui.tables import list_page


@login_required
@require_GET
def follow_up_list(request: UserRequest) -> HttpResponseBase:
    """The follow-ups visible to the user."""
    rows = queries.visible_to(request.user).select_related("visit__account", "owner")
    table = FollowUpTable(request, queries.with_next_step(rows))
    return list_page(request, "ui/list.html", table)


@login_required
@require_GET
def detail(request: UserRequest, pk: int) -> HttpResponse:
    """A follow-up with its steps and outcome."""
    follow_up = _visible(request).filter(visit=pk).first()
    if follow_up is None:
        visit: Visit = get_object_or_404(visits.visible_to(request.user), pk=pk)
        return page(request, "growth/not_yet.html", {"visit": visit})
    zones.show_times_of(follow_up.visit.site.timezone)
    over, now = follow_up.outcome != Outcome.OPEN, clock.now()
    steps = [(step, state_of(step, now=now, over=over)) for step in queries.steps_of(follow_up)]
    context = {
        "follow_up": follow_up,
        "visit": follow_up.visit,
        "outcome": outcome_pill(follow_up),
        "over": over,
        "steps": steps,
        "may_drive": not over and permissions.can_drive(request.user, follow_up),
    }
    return page(request, "growth/detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def finish_step(request: UserRequest, pk: int) -> HttpResponse:
    """Record a step's outcome and close it."""
    step = _drivable_step(request, pk)
    form = FinishForm(posted(request), request.FILES or None)

    def finish() -> None:
        note, upload = form.cleaned_data["note"], form.cleaned_data["file"]
        services.finish_step(actor=request.user, step_id=pk, note=note, upload=upload)

    title, told = str(step.get_kind_display()), _told_often(step)
    return _form(request, form, finish, title, step.follow_up, intro=told)


@login_required
@require_http_methods(["GET", "POST"])
def skip_step(request: UserRequest, pk: int) -> HttpResponse:
    """Skip a weekly update."""
    step = _drivable_step(request, pk)
    if step.kind != StepKind.SYNC:
        raise Http404
    form = SkipForm(posted(request))
    return _form(
        request,
        form,
        lambda: services.skip_step(actor=request.user, step_id=pk, **form.cleaned_data),
        _("Skip this update"),
        step.follow_up,
        intro=_told_often(step),
    )


@login_required
@require_http_methods(["GET", "POST"])
def close(request: UserRequest, pk: int) -> HttpResponse:
    """Close a follow-up with its outcome."""
    follow_up = get_object_or_404(_visible(request), visit=pk)
    require(permissions.can_drive(request.user, follow_up))
    form = ConcludeForm(posted(request), initial={"version": follow_up.version})
    return _form(
        request,
        form,
        lambda: services.close(
            actor=request.user,
            follow_up_id=follow_up.pk,
            version=form.seen_version,
            **form.columns(),
        ),
        _("Close follow-up"),
        follow_up,
    )


def _visible(request: UserRequest) -> QuerySet[FollowUp]:
    rows = queries.visible_to(request.user)
    return rows.select_related("visit__account", "visit__site", "visit__lead_host", "owner")


def _drivable_step(request: UserRequest, pk: int) -> Step:
    step = get_object_or_404(Step, pk=pk)
    step.follow_up = get_object_or_404(_visible(request), pk=step.follow_up_id)
    require(permissions.can_drive(request.user, step.follow_up))
    return step


def _form(
    request: UserRequest,
    form: Form,
    act: Callable[[], Any],
    title: str,
    follow_up: FollowUp,
    *,
    intro: str = "",
) -> HttpResponse:
    visit, back = follow_up.visit, reverse("growth:detail", args=[follow_up.visit_id])
    trail = [(visit.number, reverse("visits:detail", args=[visit.pk])), (_("Follow-up"), back)]
    return edit_page(
        request, form, act, title=title, back=back, trail=trail, row=follow_up, intro=intro
    )


def _told_often(step: Step) -> str:
    """That the customer hears enough from all departments already, for a weekly update."""
    if step.kind != StepKind.SYNC:
        return ""
    load, _person = customers.contact_load(step.follow_up.visit.account, clock.now())
    if not load.is_full:
        return ""
    return _(
        "%(count)s contacts with this customer in seven days, at most %(limit)s: this update can "
        "be skipped."
    ) % {"count": load.count, "limit": load.limit}
