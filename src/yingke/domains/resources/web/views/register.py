"""Rooms, vehicles, kit, hotels, suppliers and sites: lists, pages and forms."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.domains.resources import permissions, queries
from yingke.domains.resources.web.entries import ENTRIES, Entry
from yingke.foundation.identity.permissions import needs
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.pages import page, saved
from yingke.foundation.ui.tables import list_page


@login_required
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """The register opens with its rooms."""
    return redirect("resources:list", "rooms")


@login_required
@require_GET
def entry_list(request: HttpRequest, code: str) -> HttpResponseBase:
    """The entries of one kind that the reader may see."""
    entry = _entry(code)
    table = entry.table(request, entry.rows(request.user))
    context = {**_around(entry), "may_edit": permissions.can_edit(request.user)}
    return list_page(request, "resources/list.html", table, context)


@login_required
@require_GET
def entry_detail(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One entry; what can be booked shows who holds it from now on."""
    entry = _entry(code)
    row = get_object_or_404(entry.rows(request.user), pk=pk)
    bookings: Any = []
    if entry.bookable:
        bookings = queries.bookings_of(request.user, row, since=clock.now())[:20]
    context = {
        **_around(entry),
        "row": row,
        "other_name": row.name_en if row.label == row.name else row.name,
        "facts": entry.facts(row),
        "bookings": bookings,
        "may_edit": permissions.can_edit(request.user),
        "book_url": reverse("resources:new-booking", query={"resource": pk}),
        "may_book": entry.bookable and permissions.can_book(request.user),
    }
    return page(request, "resources/detail.html", context)


@needs("resources.edit")
@require_http_methods(["GET", "POST"])
def new_entry(request: HttpRequest, code: str) -> HttpResponse:
    """Add an entry."""
    entry = _entry(code)
    form = entry.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = entry.save(actor=request.user, **form.columns())
        except RuleViolation as violation:
            form.refuse(violation)
        else:
            return saved(request, _url(entry, row.pk), message=_("Saved."))
    context = {
        **_around(entry),
        "form": form,
        "title": entry.new,
        "back": reverse("resources:list", args=[code]),
    }
    return page(request, "resources/form.html", context, part="dialog")


@needs("resources.edit")
@require_http_methods(["GET", "POST"])
def edit_entry(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Edit an entry."""
    entry = _entry(code)
    row = get_object_or_404(entry.rows(request.user), pk=pk)
    form = entry.form(request.POST or None, initial=entry.stored(row))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            entry.save(actor=request.user, pk=pk, version=version, **form.columns())
        except RuleViolation as violation:
            form.refuse(violation)
        else:
            return saved(request, _url(entry, pk), message=_("Saved."))
    context = {
        **_around(entry),
        "form": form,
        "title": row.label,
        "row": row,
        "back": _url(entry, pk),
    }
    return page(request, "resources/form.html", context, part="dialog")


def _entry(code: str) -> Entry:
    if code not in ENTRIES:
        raise Http404
    return ENTRIES[code]


def _around(entry: Entry) -> dict[str, Any]:
    """What every page of the register needs: the kind, and the way to the others."""
    return {"entry": entry, "entries": list(ENTRIES.values())}


def _url(entry: Entry, pk: int) -> str:
    return reverse("resources:detail", args=[entry.code, pk])
