"""Jobs of the identity package."""

from __future__ import annotations

from django.core.mail import send_mail

from yingke.foundation.kernel import jobs


@jobs.task(name="identity.send_mail")
def send_sign_in_mail(*, to: str, subject: str, text: str) -> None:
    """Send an email from the sign-in pages, such as a password reset link."""
    send_mail(subject, text, None, [to])
