"""Create and edit requests, with a live lead time and questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.customers import queries as customers
from yingke.domains.visits import permissions
from yingke.domains.visits.models import Visit
from yingke.domains.visits.services import requests as services
from yingke.domains.visits.web import enquiries, lead_time
from yingke.domains.visits.web.forms.requests import MessageForm, RequestForm, initial_of
from yingke.domains.visits.web.views.editing import (
    url_of,
    visit_of,
)
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation, require
from yingke.foundation.kernel.ids import parse_id
from yingke.foundation.ui import once
from yingke.foundation.ui.editing import faster, merged, refuse
from yingke.foundation.ui.pages import page, posted, saved

TEMPLATE = "visits/request.html"
Done = TypeVar("Done")
SUBMIT = "submit"


@login_required
@require_http_methods(["GET", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """Create a request as a draft, or submit it with the other button."""
    require(permissions.can_request(request.user))
    data = posted(request)
    form = RequestForm(data, user=request.user, initial=lead_time.first_values(request.GET))
    if request.method == "POST" and "refresh" not in request.POST and form.is_valid():
        drafted = _tried(form, lambda: _draft(request, form))
        if isinstance(drafted, HttpResponse):
            return drafted
        if drafted is not None:
            return _go_on(request, form, drafted)
    return _answer(request, form)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """Edit a request; a clash of two editors shows both versions."""
    visit = visit_of(request, pk)
    require(permissions.can_edit_request(request.user, visit))
    form = RequestForm(posted(request), user=request.user, visit=visit, initial=initial_of(visit))
    if request.method == "POST" and "refresh" not in request.POST and form.is_valid():
        changed = _tried(
            form,
            lambda: services.change_request(
                actor=request.user,
                visit_id=pk,
                version=form.cleaned_data["version"] or 0,
                fields=form.values(),
            ),
        )
        if changed is not None:
            return _go_on(request, form, changed)
    return _answer(request, form, visit)


@login_required
@require_POST
def read(request: UserRequest) -> HttpResponse:
    """Fill a new request from a pasted e-mail or business card; nothing is stored."""
    require(permissions.can_request(request.user))
    message = MessageForm(request.POST)
    found = enquiries.Prefill()
    if message.is_valid():
        found = enquiries.prefill(request.user, message.cleaned_data["message"])
    values = {**lead_time.first_values({}), **found.values}
    form = RequestForm(user=request.user, initial=values)
    form.mark(found.read)
    return _answer(request, form, message=message, findings=found.findings)


@login_required
@require_GET
def preview(request: UserRequest) -> HttpResponse:
    """The lead time and questions for the form's current values."""
    require(permissions.can_request(request.user))
    known = parse_id(request.GET.get("visit", ""))
    visit = visit_of(request, known) if known is not None else None
    return _answer(request, RequestForm(initial=_typed(request), user=request.user, visit=visit))


@login_required
@require_GET
def account_choices(request: UserRequest) -> JsonResponse:
    """Customers for the form's combobox."""
    text = request.GET.get("q", "")[:80]
    found = (
        customers.search(request.user, text, 20)
        if text.strip()
        else (customers.account_choices(request.user)[:20])
    )
    options = [
        {"value": row.pk, "label": row.label, "note": str(row.get_tier_display())} for row in found
    ]
    return JsonResponse({"options": options})


def _draft(request: UserRequest, form: RequestForm) -> Visit | HttpResponse:
    """Store the draft; a form sent twice leads to the draft of the first time."""
    sent = once.run(
        request,
        lambda: services.draft_visit(actor=request.user, fields=form.values(), **form.guests()),
        keep=url_of,
    )
    return sent.done or saved(request, sent.kept)


def _tried(form: RequestForm, call: Callable[[], Done]) -> Done | None:
    try:
        return merged(form, call)
    except NotAllowed:
        require(allowed=False)
    except RuleViolation as violation:
        refuse(form, violation)
    return None


def _go_on(request: UserRequest, form: RequestForm, visit: Visit) -> HttpResponse:
    """Open the page of a stored draft, submitted if that was requested."""
    if request.POST.get("then") != SUBMIT:
        return saved(request, url_of(visit), message=_("Draft saved."))
    sent = _tried(
        form,
        lambda: services.submit(actor=request.user, visit_id=visit.pk, version=visit.version),
    )
    if sent is not None:
        return saved(request, url_of(visit), message=_("Request submitted."))
    data = request.POST.copy()
    data["version"] = str(visit.version)
    form.data = data
    return _answer(request, form, visit, kept=True)


def _answer(
    request: UserRequest, form: RequestForm, visit: Visit | None = None, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "visit": visit,
        "lead": lead_time.of_form(form),
        "changed_by": faster(form, visit),
        "message": MessageForm(),
        "can_submit": visit is None or permissions.can_submit(request.user, visit),
        **more,
    }
    return page(request, TEMPLATE, context)


def _typed(request: UserRequest) -> dict[str, Any]:
    return {name: value for name, value in request.GET.items() if value}
