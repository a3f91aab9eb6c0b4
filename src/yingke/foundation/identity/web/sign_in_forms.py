"""allauth's sign-in forms with our labels."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Email")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs["placeholder"] = ""


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
