"""allauth's forms of the second step, with a label that says which code is meant."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _


class _AppCode(forms.Form):
    """A form with the one field `code`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the app")
        self.fields["code"].widget.attrs |= {"placeholder": "", "inputmode": "numeric"}


class SignInCodeForm(_AppCode, AuthenticateForm):
    """The code at sign-in; a recovery code will do."""


class ConfirmCodeForm(_AppCode, ReauthenticateForm):
    """The code that confirms who is about to change his account."""


class TurnOnForm(_AppCode, ActivateTOTPForm):
    """The first code, which shows that the app has the secret."""
