"""Keeping a promise."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yingke.domains.growth import permissions, queries, services
from yingke.domains.growth.web.forms import KeepForm
from yingke.domains.growth.web.registers import PROMISES
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.editing import edit_page
from yingke.foundation.ui.pages import posted


@login_required
@require_http_methods(["GET", "POST"])
def keep_promise(request: UserRequest, pk: int) -> HttpResponse:
    """Say how a promise was kept."""
    rows = queries.promises_visible_to(request.user).select_related("account")
    promise = get_object_or_404(rows, pk=pk)
    require(permissions.can_keep(request.user, promise))
    form = KeepForm(posted(request), request.FILES or None)
    return edit_page(
        request,
        form,
        lambda: services.keep_promise(
            actor=request.user,
            promise_id=pk,
            proof=form.cleaned_data["proof"],
            upload=form.cleaned_data["file"],
        ),
        title=_("Promise kept"),
        intro=promise.text,
        back=reverse("customers:detail", args=[promise.account_id]),
        trail=[(PROMISES.label, PROMISES.url("list"))],
        save=_("Kept"),
    )
