"""Home page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import clock
from yingke.foundation.ui.pages import page
from yingke.surfaces.workbench.queries import home_of
from yingke.surfaces.workbench.web import greeting, today

RUNNING_SHOWN = 6


@login_required
@require_GET
def show(request: UserRequest) -> HttpResponse:
    """Show the user's day."""
    home = home_of(request.user)
    now = clock.now()
    context = {
        "home": home,
        "on_site": home.on_site(request.user),
        "hello": greeting.greet(request.user),
        "in_short": greeting.summarise(home),
        "figures": greeting.figures(home),
        "visits": home.visits[:RUNNING_SHOWN],
        "now": now,
        "today": today.build_grid(home.today, now=now),
        "may_request": request.user.may("visits.request"),
    }
    return page(request, "workbench/home.html", context)
