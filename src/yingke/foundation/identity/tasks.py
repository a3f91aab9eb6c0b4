"""Jobs of the identity package."""

from __future__ import annotations

from django.core.mail import send_mail

from yingke.foundation.kernel import jobs


@jobs.task(name="identity.send_mail")
def send_sign_in_mail(*, to: str, subject: str, text: str) -> None:
    """Send what a person asked for on the sign-in pages, such as a link for a new password."""
    send_mail(subject, text, None, [to])
