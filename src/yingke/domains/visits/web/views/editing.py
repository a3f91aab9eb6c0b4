"""What the views of a visit share: finding it, a dialog with a form, an act without one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries.parts import OWNER_KIND
from yingke.domains.visits.queries.visibility import visible_to
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.journal import queries as journal
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.ui import zones
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.pages import page, refused, saved, wants_part
from yingke.foundation.ui.refusals import explain

CHANGED = "visit-changed"
FORM = "visits/form.html"
WITH = ("account", "site", "visit_type", "requester", "coordinator", "lead_host")


def visit_of(request: UserRequest, pk: int, *, among: QuerySet[Visit] | None = None) -> Visit:
    """The visit, if this reader may see it; else 404, like one that does not exist.

    From here on the page says and reads all moments by the clock of the visit's site.
    """
    rows = visible_to(request.user) if among is None else among
    visit = get_object_or_404(rows.select_related(*WITH), pk=pk)
    zones.show_times_of(visit.site.timezone)
    return visit


def url_of(visit: Visit) -> str:
    """The visit's page."""
    return reverse("visits:detail", args=[visit.pk])


def require(allowed: bool) -> None:
    """Refuse a colleague who sees the visit but may not do this: 403, for it is no secret."""
    if not allowed:
        raise PermissionDenied


def account_url(visit: Visit) -> str:
    """The customer's page."""
    return reverse("customers:detail", args=[visit.account_id])


def put_violation(form: Form, violation: RuleViolation) -> None:
    """Say at the field, or above the form, what a rule forbids."""
    if isinstance(form, EditForm):
        form.refuse(violation)
        return
    field = (violation.field or "").removesuffix("_id")
    form.add_error(field if field in form.fields else None, explain(violation))


def who_was_faster(visit: Visit, form: Form) -> Entry | None:
    """What was done to the visit last, where that is why the form came too late."""
    late = isinstance(form, EditForm) and form.late
    return journal.about(OWNER_KIND, visit.pk).first() if late else None


def dialog(
    request: UserRequest,
    visit: Visit,
    form: Form,
    call: Callable[[], Any],
    *,
    title: object,
    save: object,
    message: object,
    back: str = "",
    template: str = FORM,
    reopen: Callable[[], HttpResponse] | None = None,
    **context: Any,
) -> HttpResponse:
    """Show a form, and when it is sent, call the service; its refusal becomes a sentence.

    `reopen` draws the dialog (at `back`) to which one returns.
    """
    back = back or url_of(visit)
    if request.method == "POST" and form.is_valid():
        try:
            call()
        except NotAllowed as refusal:
            raise PermissionDenied from refusal
        except RuleViolation as violation:
            put_violation(form, violation)
        else:
            return _returned(request, back, message, reopen)
    values = {"visit": visit, "form": form, "title": title, "save": save, "back": back, **context}
    values["changed_by"] = who_was_faster(visit, form)
    return page(request, template, values, part="dialog")


def act(
    request: UserRequest,
    visit: Visit,
    call: Callable[[], Any],
    *,
    message: object,
    back: str = "",
    reopen: Callable[[], HttpResponse] | None = None,
) -> HttpResponse:
    """Do something that needs no form; a rule's refusal is said and nothing changes."""
    back = back or url_of(visit)
    try:
        call()
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    except RuleViolation as violation:
        return refused(request, back, message=explain(violation))
    return _returned(request, back, message, reopen)


def _returned(
    request: UserRequest,
    back: str,
    message: object,
    reopen: Callable[[], HttpResponse] | None,
) -> HttpResponse:
    """To the dialog that this was done from, with what changed; else to the page."""
    if reopen is None or not wants_part(request):
        return saved(request, back, message=str(message), event=CHANGED)
    response = reopen()
    said = {CHANGED: True, "toast": {"text": str(message), "tone": "green"}}
    response["HX-Trigger"] = json.dumps(said)
    return response
