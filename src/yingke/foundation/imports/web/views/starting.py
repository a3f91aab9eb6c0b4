"""The first step: choose a file, or look at what was imported before."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.imports import queries, services
from yingke.foundation.imports.web import shown, templates
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.editing import refuse
from yingke.foundation.ui.pages import page, posted, saved
from yingke.foundation.ui.register import Register, sheets
from yingke.foundation.ui.tables.export import SHEET_TYPE
from yingke.foundation.ui.widgets import FileDrop

LATEST = 10


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"), widget=FileDrop(accept=",".join(sheets.KINDS))
    )


@login_required
@require_http_methods(["GET", "POST"])
def start(request: UserRequest, register: Register) -> HttpResponse:
    """Upload a file for a register; its page goes on from there."""
    register.require_add(request.user)
    form = FileForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        user = request.user
        try:
            imported = services.start(
                actor=user, reader=user, register=register, name=file.name, content=file.read()
            )
        except RuleViolation as violation:
            refuse(form, violation)
        else:
            return saved(request, reverse("imports:show", args=[imported.pk]))
    context: dict[str, Any] = {
        "form": form,
        "register": register,
        "steps": shown.steps(None),
        "columns": templates.notes(register, request.user),
        "past": shown.past(queries.past(request.user, register.code)[:LATEST], request.user),
        "trail": [(register.label, register.url("list"))],
        "template_url": register.url("template"),
        "rows_url": register.url("template", rows="all"),
    }
    return page(request, "imports/start.html", context)


@login_required
@require_GET
def template(request: UserRequest, register: Register) -> HttpResponse:
    """An empty spreadsheet whose columns have notes; with ``?rows=all`` one with all rows."""
    register.require_add(request.user)
    rows = register.visible_to(request.user)
    rows = rows if request.GET.get("rows") == "all" else rows.none()
    content = templates.workbook(register, rows, request.user)
    response = HttpResponse(content, content_type=SHEET_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{register.code}.xlsx"'
    return response


@login_required
@require_GET
def past(request: UserRequest) -> HttpResponse:
    """All imports that the reader may see, newest first."""
    rows = shown.past(queries.past(request.user)[:100], request.user)
    return page(request, "imports/past.html", {"past": rows, "title": _("Imports")})
