"""Home page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yingke.domains.visits.queries import versions
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui import home as register
from yingke.foundation.ui import live
from yingke.foundation.ui.pages import page
from yingke.foundation.ui.panels import cards_of
from yingke.surfaces.workbench.queries import home_of
from yingke.surfaces.workbench.web import greeting


@login_required
@require_GET
@live.versioned(lambda request, asked: versions.of_visits(request.user, asked))
def show(request: UserRequest) -> HttpResponse:
    """Show the user's day: the cards that packages put on the home page."""
    home = home_of(request.user)
    context = {
        "cards": cards_of(register.panels, request.user, home),
        "hello": greeting.greet(request.user),
        "in_short": greeting.summarise(home),
        "figures": greeting.figures(home),
        "may_request": request.user.may("visits.request"),
    }
    return page(request, "workbench/home.html", context)
