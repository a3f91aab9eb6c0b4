"""The sign-in page, and the door that stays shut to those whom nobody took in."""

from __future__ import annotations

from typing import Any

from allauth import app_settings
from allauth.account.views import LoginView
from allauth.socialaccount.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse

from yingke.foundation.identity import queries


class SignInView(LoginView):
    """allauth's page with the company's provider and, in a sample company, its sample sign-ins."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["providers"] = _providers(self.request)
        sample = queries.sample()
        if sample is not None:
            context["sample"] = queries.sample_people(sample)
            context["sample_password"] = sample.sample_password
        return context


def _providers(request: HttpRequest) -> list[dict[str, str]]:
    if not app_settings.SOCIALACCOUNT_ENABLED:
        return []
    return [
        {"label": provider.app.name, "url": provider.get_login_url(request, process="login")}
        for provider in get_adapter().list_providers(request)
    ]


def closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up, and nobody confirms an address: such pages are not there."""
    raise Http404
