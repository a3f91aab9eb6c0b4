"""Chat and many other services through Apprise: one address per user."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.notifications.channels.base import ChannelError, OutgoingMessage
from yingke.foundation.notifications.terms import Mode

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.notifications.models import Profile

# Services at a provider's fixed address. Those that reach an arbitrary host (json://, xml://) or
# local devices are excluded, since the worker runs inside the network. The setting
# NOTIFICATION_SCHEMES replaces the list.
SCHEMES = frozenset(
    {
        "dingtalk",
        "discord",
        "feishu",
        "gchat",
        "kakaotalk",
        "lark",
        "line",
        "msteams",
        "pushplus",
        "schan",
        "slack",
        "spugpush",
        "tgram",
        "webex",
        "wecombot",
        "workflows",
        "wxpusher",
        "wxteams",
        "zoom",
    }
)


class AppriseChannel:
    """Sends everything immediately by default: users opt in by entering an address."""

    code = "apprise"
    label = _("Chat")

    def default_mode(self, *, urgent: bool) -> Mode:
        return Mode.NOW

    def address(self, user: "User", profile: "Profile") -> str:
        return profile.apprise_url

    def send(self, letter: OutgoingMessage) -> None:
        import apprise

        service = apprise.Apprise()
        if not _allowed(letter.address) or not service.add(letter.address):
            raise ChannelError("the chat address is not one that this house may use")
        # Chat services have no message id; a short reference identifies a repeated message.
        text = f"{letter.text}\n#{letter.id[-8:]}"
        kind = apprise.NotifyType.WARNING if letter.urgent else apprise.NotifyType.INFO
        if not service.notify(title=letter.subject, body=text, notify_type=kind):
            raise ChannelError("the chat service did not take the message")


def check_address(address: str) -> None:
    """Raise RuleViolation("chat_address") unless the address is supported."""
    import apprise

    if (
        not _allowed(address)
        or apprise.Apprise.instantiate(address, suppress_exceptions=True) is None
    ):
        raise RuleViolation("chat_address", field="apprise_url")


def masked(address: str) -> str:
    """Return the address without secrets, for display; empty if unsupported."""
    import apprise

    service: Any = None
    if address:
        service = apprise.Apprise.instantiate(address, suppress_exceptions=True)
    return str(service.url(privacy=True)) if service else ""


def _allowed(address: str) -> bool:
    allowed = getattr(settings, "NOTIFICATION_SCHEMES", SCHEMES)
    return address.partition("://")[0].lower() in allowed
