"""Writing a request: a new one, a change, the questions and the lead time as it is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.domains.customers import queries as customers
from yingke.domains.visits import permissions
from yingke.domains.visits.models import Visit
from yingke.domains.visits.services import requests as services
from yingke.domains.visits.web import lead_time
from yingke.domains.visits.web.forms.requests import RequestForm, initial_of
from yingke.domains.visits.web.views.editing import (
    url_of,
    visit_of,
)
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation, require
from yingke.foundation.ui.editing import faster, merged, refuse
from yingke.foundation.ui.pages import page, posted, saved

TEMPLATE = "visits/request.html"
SUBMIT = "submit"


@login_required
@require_http_methods(["GET", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """Write a request; it is kept as a draft, and submitted if that button was pressed."""
    require(permissions.can_request(request.user))
    data = posted(request)
    form = RequestForm(data, user=request.user, initial=lead_time.first_values(request.GET))
    if request.method == "POST" and "refresh" not in request.POST and form.is_valid():
        drafted = _tried(
            form, lambda: services.draft_visit(actor=request.user, fields=form.values())
        )
        if drafted is not None:
            return _go_on(request, form, drafted)
    return _answer(request, form)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """Change a request; two editors at once see both states."""
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
@require_GET
def preview(request: UserRequest) -> HttpResponse:
    """The lead time and the questions, as the form stands while it is being written."""
    require(permissions.can_request(request.user))
    known = request.GET.get("visit", "")
    visit = visit_of(request, int(known)) if known.isdecimal() else None
    return _answer(request, RequestForm(initial=_typed(request), user=request.user, visit=visit))


@login_required
@require_GET
def account_choices(request: UserRequest) -> JsonResponse:
    """The customers that a few letters may mean, for the form's combobox."""
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


def _tried(form: RequestForm, call: Callable[[], Visit]) -> Visit | None:
    try:
        return merged(form, call)
    except NotAllowed:
        require(allowed=False)
    except RuleViolation as violation:
        refuse(form, violation)
    return None


def _go_on(request: UserRequest, form: RequestForm, visit: Visit) -> HttpResponse:
    """After the draft is stored: to its page, submitted if that was asked for."""
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
        "can_submit": visit is None or permissions.can_submit(request.user, visit),
        **more,
    }
    return page(request, TEMPLATE, context)


def _typed(request: UserRequest) -> dict[str, Any]:
    return {name: value for name, value in request.GET.items() if value}
