"""Chat and a hundred other services through Apprise: one address per person."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.notifications.channels.base import ChannelError, Letter
from yingke.foundation.notifications.terms import Mode

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.notifications.models import Profile

# Services that go to a provider's own address. Those that reach any host a person types (plain
# json://, xml://) or the server's own devices are left out: the worker stands inside the network.
# An administrator may list others in the setting NOTIFICATION_SCHEMES.
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
    """The person has given the address himself, so everything leaves at once by default."""

    code = "apprise"
    label = _("Chat")

    def default_mode(self, *, urgent: bool) -> Mode:
        return Mode.NOW

    def address(self, user: "User", profile: "Profile") -> str:
        return profile.apprise_url

    def send(self, letter: Letter) -> None:
        import apprise

        service = apprise.Apprise()
        if not _allowed(letter.address) or not service.add(letter.address):
            raise ChannelError("the chat address is not one that this house may use")
        # Chat services know no message id: a short reference tells a repeat from news.
        text = f"{letter.text}\n#{letter.id[-8:]}"
        kind = apprise.NotifyType.WARNING if letter.urgent else apprise.NotifyType.INFO
        if not service.notify(title=letter.subject, body=text, notify_type=kind):
            raise ChannelError("the chat service did not take the message")


def check_address(address: str) -> None:
    """Raise RuleViolation("chat_address") unless the address can be used."""
    import apprise

    if (
        not _allowed(address)
        or apprise.Apprise.instantiate(address, suppress_exceptions=True) is None
    ):
        raise RuleViolation("chat_address", field="apprise_url")


def masked(address: str) -> str:
    """Return the address without its secrets, for showing it on a page; empty if unusable."""
    import apprise

    service: Any = None
    if address:
        service = apprise.Apprise.instantiate(address, suppress_exceptions=True)
    return str(service.url(privacy=True)) if service else ""


def _allowed(address: str) -> bool:
    allowed = getattr(settings, "NOTIFICATION_SCHEMES", SCHEMES)
    return address.partition("://")[0].lower() in allowed
