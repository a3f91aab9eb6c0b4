"""allauth's sign-in forms with our labels."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity.services import sign_ins


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Email")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs["placeholder"] = ""
        if self.is_bound and self._has_to_wait():
            self.fields["code"] = forms.CharField(
                label=_("Code from the app"),
                help_text=_("With two-step verification, enter a code to sign in without waiting."),
                required=False,
                max_length=12,
                widget=forms.TextInput(
                    attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}
                ),
            )

    def _has_to_wait(self) -> bool:
        address = get_client_ip(self.request) or "unknown"
        return bool(sign_ins.wait_for(self.data.get("login", ""), address))


class _AppCode(forms.Form):
    """Labels the field `code`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the app")
        self.fields["code"].widget.attrs |= {"placeholder": "", "inputmode": "numeric"}


class SignInCodeForm(_AppCode, AuthenticateForm):
    """Code at sign-in; also accepts a recovery code."""


class ConfirmCodeForm(_AppCode, ReauthenticateForm):
    """Code that confirms the user before they change their account."""


class ActivateForm(_AppCode, ActivateTOTPForm):
    """First code, which proves that the app has the secret."""
