"""Preferences and restrictions of a customer."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yingke.domains.customers import permissions, queries, services
from yingke.domains.customers.web.forms import PreferenceForm
from yingke.domains.customers.web.views.accounts import editable, trail_of, url_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.editing import edit_page, perform
from yingke.foundation.ui.pages import posted


@login_required
@require_http_methods(["GET", "POST"])
def new_preference(request: UserRequest, pk: int) -> HttpResponse:
    """Record a preference or restriction."""
    account = editable(request, pk)
    secret = permissions.can_see_confidential(request.user, account)
    form = PreferenceForm(posted(request), account=account, may_be_confidential=secret)
    return edit_page(
        request,
        form,
        lambda: services.note_preference(actor=request.user, account_id=pk, **form.columns()),
        title=_("New note"),
        back=url_of(account),
        trail=trail_of(account),
        message=_("Added."),
    )


@login_required
@require_POST
def remove_preference(request: UserRequest, pk: int, preference_pk: int) -> HttpResponse:
    """Remove a preference or restriction."""
    account = get_object_or_404(queries.visible_to(request.user), pk=pk)
    note = get_object_or_404(queries.preferences_for(request.user, account), pk=preference_pk)
    return perform(
        request,
        lambda: services.remove_preference(actor=request.user, preference_id=note.pk),
        back=url_of(account),
        message=_("Removed."),
    )
