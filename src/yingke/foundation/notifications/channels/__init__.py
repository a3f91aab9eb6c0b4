"""Registry of delivery channels."""

from yingke.foundation.notifications.channels.apprise import AppriseChannel
from yingke.foundation.notifications.channels.base import Channel, ChannelError, OutgoingMessage
from yingke.foundation.notifications.channels.mail import MailChannel

__all__ = ["Channel", "ChannelError", "OutgoingMessage", "get", "register", "registered"]

_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    """Register a channel; its code is stored with messages and choices."""
    _channels[channel.code] = channel


def registered() -> list[Channel]:
    """Return all channels in the order of registration."""
    return list(_channels.values())


def get(code: str) -> Channel:
    """Return a channel. Raises LookupError."""
    try:
        return _channels[code]
    except KeyError:
        raise LookupError(f"no channel {code!r}") from None


register(MailChannel())
register(AppriseChannel())
