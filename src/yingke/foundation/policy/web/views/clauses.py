"""Clauses of the written procedure."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy import queries, services
from yingke.foundation.policy.web.forms import ClauseForm
from yingke.foundation.ui.pages import page, saved
from yingke.foundation.ui.refusals import explain


@needs("policy.see", "policy.edit")
@require_GET
def clauses(request: UserRequest) -> HttpResponse:
    """List clauses with their parameters."""
    by_clause = queries.parameters_by_clause()
    rows = [(clause, by_clause.get(clause.reference, [])) for clause in queries.clauses()]
    context = {"rows": rows, "may_edit": request.user.may("policy.edit")}
    return page(request, "policy/clauses.html", context)


@needs("policy.edit")
@require_http_methods(["GET", "POST"])
def edit_clause(request: UserRequest, pk: int) -> HttpResponse:
    clause = get_object_or_404(queries.clauses(), pk=pk)
    columns = ("title", "text", "version")
    form = ClauseForm(
        request.POST or None, initial={column: getattr(clause, column) for column in columns}
    )
    back = reverse("policy:clauses")
    if request.method == "POST" and form.is_valid():
        try:
            services.save_clause(
                actor=request.user,
                document=clause.document,
                number=clause.number,
                **form.cleaned_data,
            )
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return saved(request, back, message=_("Saved."))
    context = {"form": form, "clause": clause, "back": back}
    return page(request, "policy/edit_clause.html", context, part="dialog")
