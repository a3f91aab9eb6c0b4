"""allauth's sign-in forms with labels that say what is meant, and nothing beside them."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """Address and password; the page has the link for a forgotten one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs["placeholder"] = ""


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
