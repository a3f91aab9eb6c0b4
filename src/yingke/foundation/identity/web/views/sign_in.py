"""Sign-in page, and the pages of allauth that are switched off."""

from __future__ import annotations

from typing import Any

from allauth import app_settings
from allauth.account.views import LoginView
from allauth.socialaccount.adapter import get_adapter
from django.http import Http404, HttpResponse

from yingke.foundation.identity import queries
from yingke.foundation.identity.requests import UserRequest


class SignInView(LoginView):
    """allauth's sign-in page with identity providers and the users of a sample company."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["providers"] = _providers(self.request)
        sample = queries.sample()
        if sample is not None:
            context["sample"] = queries.sample_people(sample)
            context["sample_password"] = sample.sample_password
        return context


def _providers(request: UserRequest) -> list[dict[str, str]]:
    if not app_settings.SOCIALACCOUNT_ENABLED:
        return []
    return [
        {"label": provider.app.name, "url": provider.get_login_url(request, process="login")}
        for provider in get_adapter().list_providers(request)
    ]


def not_found(request: UserRequest) -> HttpResponse:
    """Answer 404: there is no sign-up and no confirmation of addresses."""
    raise Http404
