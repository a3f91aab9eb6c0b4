"""What is done to an import: each answers with its page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.imports import queries, services
from yingke.foundation.imports.models import Import
from yingke.foundation.imports.web.views.showing import import_of
from yingke.foundation.kernel import bounds
from yingke.foundation.ui.editing import perform


@login_required
@require_POST
def check(request: UserRequest, pk: int) -> HttpResponse:
    """Keep what the columns stand for, and start a dry run."""
    imported = import_of(request, pk)
    if "column" not in request.POST:
        return _done(request, imported, services.check, _("Dry run started."))

    def act() -> Import:
        services.choose_columns(
            actor=request.user,
            import_id=pk,
            fields=request.POST.getlist("column"),
            updates=request.POST.get("updates") != "no",
            remember="remember" in request.POST,
        )
        return services.check(actor=request.user, import_id=pk)

    return perform(request, act, back=_url(pk), message=_("Dry run started."))


@login_required
@require_POST
def guess(request: UserRequest, pk: int) -> HttpResponse:
    """Match the columns anew, without what was remembered of them."""
    return _done(request, import_of(request, pk), services.guess_again, _("Columns matched again."))


@login_required
@require_POST
def mend(request: UserRequest, pk: int) -> HttpResponse:
    """Type over one cell, or leave its line out."""
    imported = import_of(request, pk)
    line = _number(request.POST.get("line", ""))
    if "skip" in request.POST:
        act: Callable[..., Import] = partial(services.skip, line=line)
    else:
        value = bounds.storable(request.POST.get("value", "")).strip()
        field = request.POST.get("field", "")
        act = partial(services.mend, line=line, field=field, value=value)
    return _done(request, imported, act, _("Saved."))


@login_required
@require_POST
def adopt(request: UserRequest, pk: int) -> HttpResponse:
    return _done(request, import_of(request, pk), services.adopt, _("Suggestions accepted."))


@login_required
@require_POST
def write(request: UserRequest, pk: int) -> HttpResponse:
    return _done(request, import_of(request, pk), services.write, _("Writing started."))


@login_required
@require_POST
def cancel(request: UserRequest, pk: int) -> HttpResponse:
    return _done(request, import_of(request, pk), services.cancel, _("Cancelled."))


@login_required
@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    return _done(request, import_of(request, pk), services.undo, _("Undo started."))


@login_required
@require_POST
def back(request: UserRequest, pk: int) -> HttpResponse:
    """Return from the dry run to the columns."""
    imported = import_of(request, pk)
    fields = [one.field for one in queries.matches(imported)]
    act = partial(services.choose_columns, fields=fields, updates=imported.updates)
    return _done(request, imported, act, _("Match the columns again."))


def _done(
    request: UserRequest, imported: Import, act: Callable[..., Any], message: str
) -> HttpResponse:
    return perform(
        request,
        lambda: act(actor=request.user, import_id=imported.pk),
        back=_url(imported.pk),
        message=message,
        event="import-changed",
    )


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise Http404
    return int(text)


def _url(pk: int) -> str:
    return reverse("imports:show", args=[pk])
