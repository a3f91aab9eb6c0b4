"""Parameters with their values and history."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.policy import queries, services
from yingke.foundation.policy.parameters import Parameter, declared
from yingke.foundation.policy.rules import kinds
from yingke.foundation.policy.web.forms import ChangeForm
from yingke.foundation.policy.web.table import table_of
from yingke.foundation.policy.web.words import Words, note
from yingke.foundation.ui.editing import edit_page
from yingke.foundation.ui.pages import page, posted

LAST = 1000  # parameters without a group


@needs("policy.see", "policy.edit")
@require_GET
def parameters(request: UserRequest) -> HttpResponse:
    """List parameters by group."""
    titles = {clause.reference: clause.title for clause in queries.clauses()}
    rows = [
        {
            "standing": standing,
            "value": standing.parameter.in_words(standing.value),
            "note": note(standing, titles),
            "group": str(standing.parameter.group),
        }
        for standing in sorted(queries.standings(), key=_place)
    ]
    return page(request, "policy/parameters.html", {"rows": rows})


@needs("policy.see", "policy.edit")
@require_GET
def parameter(request: UserRequest, code: str) -> HttpResponse:
    """Show one parameter with its overrides, clause and history."""
    found = _declared(code)
    standing = queries.standing_of(found)
    words = Words()
    context = {
        "parameter": found,
        "may_edit": request.user.may("policy.edit"),
        "standing": standing,
        "value": found.in_words(standing.value),
        "default": found.in_words(found.default),
        "table": table_of(found),
        "overrides": [(words.scope(s), found.in_words(v)) for s, v in standing.overrides],
        "clause": queries.clause_of(found),
        "history": words.history(found, queries.history_of(code)),
    }
    return page(request, "policy/parameter.html", context)


@needs("policy.edit")
@require_http_methods(["GET", "POST"])
def change(request: UserRequest, code: str) -> HttpResponse:
    """Set a value."""
    found = _declared(code)
    scope = {name: request.GET.get(name, "") for name in found.dimensions}
    (cell,) = queries.cells(found, [scope])
    first = {
        "value": kinds.stored(found.kind, cell.value),
        "seen": queries.last_change_id(code),
        **scope,
    }
    form = ChangeForm(posted(request), parameter=found, initial=first)
    url = reverse("policy:parameter", args=[code])
    return edit_page(
        request,
        form,
        lambda: services.set_value(actor=request.user, code=code, **form.columns()),
        title=found.title,
        back=url,
        trail=[(_("Policy"), reverse("policy:parameters")), (found.title, url)],
        message=_("Value saved."),
        intro=_("The new value applies from the date you set. Past results stay unchanged."),
    )


def _place(standing: queries.Standing) -> int:
    """Where a parameter's group stands on the page."""
    return getattr(standing.parameter.group, "order", LAST)


def _declared(code: str) -> Parameter:
    found = declared().get(code)
    if found is None:
        raise Http404
    return found
