"""Index of the settings that the user may open."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui import navigation
from yingke.foundation.ui.pages import page

GROUP = "settings"


@login_required
@require_GET
def show(request: UserRequest) -> HttpResponse:
    """List the entries of the navigation group "settings", except this page."""
    entries = [
        entry
        for entry in navigation.entries_for(request)
        if entry.item.group == GROUP and entry.item.code != GROUP
    ]
    return page(request, "workbench/settings.html", {"entries": entries})
