"""Adapters of allauth."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as request_context
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity.services import sign_ins
from yingke.foundation.identity.tasks import send_password_reset, send_sign_in_mail


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up; email is sent by a worker."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Incorrect email address or password."),
        "incorrect_password": _("Incorrect password."),
        "too_many_login_attempts": _(
            "Too many failed attempts. Wait a few minutes, then try again."
        ),
        "account_inactive": _("This account is deactivated"),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Slow down wrong tries of one account from one address; a second factor lets through."""
        account, address = _pair(request, credentials)
        if sign_ins.begin_try(account, address):
            return
        if not sign_ins.proves_second_factor(account, request.POST.get("code", "")):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user is not None:
            sign_ins.end_try(*_pair(request, credentials))
        return user

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: managers of identities create the users."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Enqueue the email, so that no request waits for a mail server."""
        known = {"request": request_context.request, "email": email, **context}
        known.setdefault("current_site", {"name": "迎客 Yingke"})
        message = self.render_mail(template_prefix, email, known)
        send_sign_in_mail.enqueue(to=email, subject=message.subject, text=message.body)

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Enqueue the email without its link, which the worker makes."""
        root = request_context.request.build_absolute_uri("/").rstrip("/")
        language = get_language() or settings.LANGUAGE_CODE
        send_password_reset.enqueue(user_id=user.pk, root=root, language=language)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("identity:account")


def _pair(request: HttpRequest, credentials: dict[str, Any]) -> tuple[str, str]:
    account = credentials.get("email") or credentials.get("username") or ""
    return account, get_client_ip(request) or "unknown"


class MfaAdapter(DefaultMFAAdapter):
    """Two-step verification with our error messages."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Incorrect code. Try again."),
    }
