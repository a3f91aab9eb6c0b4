"""The agenda builder: a day grid of places or people, and an item's panel."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from yingke.domains.visits import permissions, registers
from yingke.domains.visits.models import AgendaItem
from yingke.domains.visits.queries import versions
from yingke.domains.visits.queries.builder import Board
from yingke.domains.visits.services import agenda_moves as services
from yingke.domains.visits.terms import AgendaKind
from yingke.domains.visits.web import builder
from yingke.domains.visits.web.forms.builder import CopyForm
from yingke.domains.visits.web.item_panel import item_panel
from yingke.domains.visits.web.views.agenda import item_of
from yingke.domains.visits.web.views.editing import dialog, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui import live
from yingke.foundation.ui.pages import page, posted, saved, target_of


@login_required
@require_GET
@live.versioned(lambda request, asked, pk: versions.of_visit(request.user, pk))
def show(request: UserRequest, pk: int) -> HttpResponse:
    """The agenda as a list; a script turns it into a day grid on wide screens."""
    visit = visit_of(request, pk)
    board = Board(request.user, visit)
    context = {
        "visit": visit,
        "days": builder.days_of(board),
        "chips": builder.chips(board),
        "closed": builder.closed(board),
        "passed": builder.passed(board),
        "words": json.dumps(builder.script_words(), ensure_ascii=False),
        "tray": [(kind, kind.label) for kind in builder.TRAY],
        "other_kinds": [(kind, kind.label) for kind in AgendaKind if kind not in builder.TRAY],
        "may_plan": permissions.can_plan(request.user, visit),
        "actions": registers.actions_for(request.user, visit, registers.agenda_actions),
    }
    return page(request, "visits/agenda.html", context)


@login_required
@require_GET
def data(request: UserRequest, pk: int) -> JsonResponse:
    """The same agenda as JSON, for the grid."""
    return JsonResponse(builder.board_data(Board(request.user, visit_of(request, pk))))


@login_required
@require_GET
def panel(request: UserRequest, item_pk: int) -> HttpResponse:
    """An item's times, place, people and candidates, beside the grid or as a sheet."""
    item = item_of(request, item_pk)
    context = item_panel(request.user, item, request.GET.get("role", ""))
    context |= {"side": target_of(request) == "agenda-panel", "back": builder_url(item.visit_id)}
    return page(request, "visits/agenda_panel.html", context, part="dialog")


@login_required
@require_http_methods(["GET", "POST"])
def copy(request: UserRequest, item_pk: int) -> HttpResponse:
    """Copy an item to other days of the visit."""
    item = item_of(request, item_pk)
    require(permissions.can_plan(request.user, item.visit))
    board = Board(request.user, item.visit)
    own = item.starts_at.astimezone(board.tz).date()
    form = CopyForm(posted(request), days=[day for day in board.days if day != own])
    return dialog(
        request,
        item.visit,
        form,
        lambda: services.copy_item(actor=request.user, item_id=item_pk, days=form.chosen()),
        title=_("Copy “%(item)s”") % {"item": item.label},
        save=_("Copy"),
        back=builder_url(item.visit_id),
        answer=lambda acted: _copied(request, item, acted),
    )


def builder_url(visit_pk: int) -> str:
    return reverse("visits:builder", args=[visit_pk])


def _copied(request: UserRequest, item: AgendaItem, acted: services.Acted) -> HttpResponse:
    """Back to the grid; says which rooms are not free on the other days."""
    count = len(acted.items)
    message = ngettext("Copied to %(n)s day.", "Copied to %(n)s days.", count) % {"n": count}
    if acted.taken:
        message += " " + _("Not free: %(names)s.") % {"names": ", ".join(sorted(set(acted.taken)))}
    undo = reverse("visits:builder-undo", args=[item.visit_id], query={"token": acted.token})
    url = builder_url(item.visit_id)
    return saved(request, url, message=message, event="visit-changed", undo=undo)
