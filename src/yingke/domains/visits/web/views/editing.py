"""Shared parts of the views of a visit: loading, dialogs, actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries.visibility import visible_to
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui import zones
from yingke.foundation.ui.editing import edit_page, perform

CHANGED = "visit-changed"
WITH = ("account", "site", "visit_type", "requester", "coordinator", "lead_host")


def visit_of(request: UserRequest, pk: int, *, among: QuerySet[Visit] | None = None) -> Visit:
    """Return the visit if the reader may see it, else 404.

    Shows and reads all times of the page in the time zone of the visit's site.
    """
    rows = visible_to(request.user) if among is None else among
    visit = get_object_or_404(rows.select_related(*WITH), pk=pk)
    zones.show_times_of(visit.site.timezone)
    return visit


def url_of(visit: Visit) -> str:
    return reverse("visits:detail", args=[visit.pk])


def account_url(visit: Visit) -> str:
    return reverse("customers:detail", args=[visit.account_id])


def dialog(
    request: UserRequest,
    visit: Visit,
    form: Form,
    act: Callable[[], Any],
    *,
    back: str = "",
    template: str = "visits/form.html",
    **how: Any,
) -> HttpResponse:
    """`ui.editing.edit_page` for parts of a visit; `back` is the visit's page by default."""
    back = back or url_of(visit)
    return edit_page(
        request,
        form,
        act,
        back=back,
        template=template,
        event=CHANGED,
        row=visit,
        visit=visit,
        **how,
    )


def act(
    request: UserRequest, visit: Visit, call: Callable[[], Any], *, back: str = "", **how: Any
) -> HttpResponse:
    """`ui.editing.perform` for parts of a visit."""
    return perform(request, call, back=back or url_of(visit), event=CHANGED, **how)
