"""Email through the mail server in Django's settings."""

from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext_lazy as _

from yingke.foundation.notifications.channels.base import OutgoingMessage
from yingke.foundation.notifications.terms import Mode

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.notifications.models import Profile


NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"


class MailChannel:
    """Plain text; a repeated message has the same Message-ID."""

    code = "mail"
    label = _("Email")

    def default_mode(self, *, urgent: bool) -> Mode:
        return Mode.NOW if urgent else Mode.DIGEST

    def address(self, user: "User", profile: "Profile") -> str:
        """Empty without a mail server, so that nothing is queued that cannot be sent."""
        return "" if settings.EMAIL_BACKEND == NO_MAIL else user.email

    def send(self, letter: OutgoingMessage) -> None:
        headers = {
            "Message-ID": f"<{letter.id}@{_domain()}>",
            "Auto-Submitted": "auto-generated",
        }
        if letter.urgent:
            headers["Importance"] = "high"
        subject = " ".join(letter.subject.split())  # a header must not contain line breaks
        EmailMessage(subject, letter.text, to=[letter.address], headers=headers).send()


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
