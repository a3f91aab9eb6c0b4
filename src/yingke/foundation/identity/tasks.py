"""Jobs of the identity package."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from yingke.foundation.identity.models import User
from yingke.foundation.identity.services import sign_ins
from yingke.foundation.kernel import jobs


@jobs.task(name="identity.send_mail")
def send_sign_in_mail(*, to: str, subject: str, text: str) -> None:
    """Send an email from the sign-in pages."""
    send_mail(subject, text, None, [to])


@jobs.task(name="identity.send_password_reset")
def send_password_reset(*, user_id: int, root: str, language: str) -> None:
    """Send a link for a new password. It is made here: a job's row is read by too many."""
    user = User.objects.get(pk=user_id)
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    link = root + reverse("account_reset_password_from_key", kwargs=key)
    prefix = "account/email/password_reset_key"
    with translation.override(language):
        subject = render_to_string(f"{prefix}_subject.txt").strip()
        text = render_to_string(f"{prefix}_message.txt", {"password_reset_url": link})
    send_mail(subject, text.strip(), None, [user.email])


@jobs.every("20 3 * * *", name="identity.delete_forgotten_tries")
def delete_forgotten_tries() -> None:
    sign_ins.delete_forgotten()
