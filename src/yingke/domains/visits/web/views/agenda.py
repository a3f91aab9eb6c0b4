"""Add, change and remove agenda items."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.visits import permissions
from yingke.domains.visits.models import AgendaItem
from yingke.domains.visits.queries import facts, sheets
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.services import agenda as services
from yingke.domains.visits.web.forms.agenda import ItemForm, fields_of, initial_of, sealed
from yingke.domains.visits.web.views.editing import act, dialog, url_of, visit_of
from yingke.domains.visits.web.words import next_slot
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import RuleViolation, require
from yingke.foundation.ui.pages import page, posted


@login_required
@require_GET
def show(request: UserRequest, item_pk: int) -> HttpResponse:
    """An agenda item with its participants and bookings."""
    return sheet(request, item_pk)


def sheet(request: UserRequest, item_pk: int) -> HttpResponse:
    """Return the item's dialog, to which participants and bookings lead back."""
    item = item_of(request, item_pk)
    visit, user = item.visit, request.user
    row = next(row for row in sheets.agenda_rows(visit) if row.item.pk == item_pk)
    may_plan = permissions.can_plan(user, visit) and item.started_at is None
    context = {
        "item": item,
        "row": row,
        "visit": visit,
        "back": url_of(visit),
        "may_plan": may_plan,
        "may_answer": permissions.can_plan(user, visit),
        "may_book": may_plan or permissions.serves_logistics(user, visit),
        "may_confirm": user.may("resources.confirm"),
        "needs_place": row.lacks_place,
        "needs_people": item.kind not in facts.UNSTAFFED and not row.people,
    }
    return page(request, "visits/item.html", context, part="dialog")


@login_required
@require_http_methods(["GET", "POST"])
def add(request: UserRequest, pk: int) -> HttpResponse:
    """Add an item to the agenda; it starts at the end of the last one."""
    visit = visit_of(request, pk)
    require(permissions.can_plan(request.user, visit))
    last = visit.agenda.order_by("ends_at").last()
    form = ItemForm(
        posted(request), initial=next_slot(visit.arrives_at, last.ends_at if last else None)
    )
    return dialog(
        request,
        visit,
        form,
        lambda: services.add_item(actor=request.user, visit_id=pk, item=form.values()),
        title=_("Add agenda item"),
        save=_("Add"),
        message=_("Agenda updated."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def change(request: UserRequest, item_pk: int) -> HttpResponse:
    """Change an item; its bookings move with it."""
    item = item_of(request, item_pk)
    require(permissions.can_plan(request.user, item.visit))
    form = ItemForm(posted(request), initial=initial_of(item))
    return dialog(
        request,
        item.visit,
        form,
        lambda: _change(request, item, form),
        title=_("Edit “%(item)s”") % {"item": item.label},
        save=_("Save"),
        message=_("Agenda updated. Everyone affected has been notified."),
        remove_url=reverse("visits:item-remove", args=[item_pk]),
    )


@login_required
@require_POST
def remove(request: UserRequest, item_pk: int) -> HttpResponse:
    """Remove an item from the agenda."""
    item = item_of(request, item_pk)
    return act(
        request,
        item.visit,
        lambda: services.remove_item(actor=request.user, item_id=item_pk),
        message=_("“%(item)s” removed from the agenda.") % {"item": item.label},
    )


def item_of(request: UserRequest, item_pk: int) -> AgendaItem:
    """Return the item of a visit the reader may see, else 404."""
    seen = AgendaItem.objects.filter(visit__in=visible_to(request.user))
    item = get_object_or_404(seen, pk=item_pk)
    item.visit = visit_of(request, item.visit_id)
    return item


def _change(request: UserRequest, item: AgendaItem, form: ItemForm) -> None:
    if form.seen_item() != fields_of(item):
        raise RuleViolation("stale", stored=sealed(item))
    services.change_item(actor=request.user, item_id=item.pk, item=form.values())
