"""What is done to several visits of the list at once."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_list_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from yingke.domains.visits import permissions
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.services import reminders, team
from yingke.domains.visits.web.forms.steps import CoordinatorForm
from yingke.domains.visits.web.tables import VisitTable
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.kernel.ids import parse_ids
from yingke.foundation.ui.editing import edit_page, perform
from yingke.foundation.ui.tables.export import export

SHEET = "xlsx"


@login_required
@require_POST
def remind(request: UserRequest) -> HttpResponse:
    """Remind everyone who has an overdue task or node in the chosen visits."""
    visits = _run_by(request)
    return perform(
        request,
        lambda: reminders.remind_now(actor=request.user, visit_ids=visits),
        back=reverse("visits:list"),
        message=_("Reminders sent to everyone with overdue work."),
    )


@login_required
@require_POST
def coordinator(request: UserRequest) -> HttpResponse:
    """Ask who coordinates the chosen visits, then appoint that person."""
    visits = _run_by(request)
    form = CoordinatorForm(request.POST if "coordinator" in request.POST else None)
    count = len(visits)
    return edit_page(
        request,
        form,
        lambda: team.appoint_coordinator(
            actor=request.user,
            visit_ids=visits,
            coordinator_id=form.cleaned_data["coordinator"].pk,
        ),
        title=ngettext("Coordinator of %(n)s visit", "Coordinator of %(n)s visits", count)
        % {"n": count},
        back=reverse("visits:list"),
        trail=[(_("Visits"), reverse("visits:list"))],
        save=_("Assign"),
        message=_("Coordinator assigned."),
        template="visits/bulk_coordinator.html",
        chosen=visits,
    )


@login_required
@require_POST
def sheet(request: UserRequest) -> HttpResponseBase:
    """The chosen visits as an Excel file, in the columns of the list."""
    keys = [visit.pk for visit in get_list_or_404(_chosen(request))]
    return export(VisitTable(request, keys), SHEET)


def _chosen(request: UserRequest) -> QuerySet[Visit]:
    return visible_to(request.user).filter(pk__in=parse_ids(request.POST.getlist("pk")))


def _run_by(request: UserRequest) -> list[int]:
    """The ids of the chosen visits, if this person runs each of them."""
    rows = get_list_or_404(_chosen(request))
    for visit in rows:
        require(permissions.runs(request.user, visit))
    return [visit.pk for visit in rows]
