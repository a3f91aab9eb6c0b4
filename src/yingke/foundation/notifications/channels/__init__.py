"""Ways out of the house. A channel is registered by its code; further ones may be added."""

from yingke.foundation.notifications.channels.apprise import AppriseChannel
from yingke.foundation.notifications.channels.base import Channel, ChannelError, Letter
from yingke.foundation.notifications.channels.mail import MailChannel

__all__ = ["Channel", "ChannelError", "Letter", "get", "register", "registered"]

_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    """Add a way out of the house; its code is stored with messages and choices."""
    _channels[channel.code] = channel


def registered() -> list[Channel]:
    """Return every channel in the order of registration."""
    return list(_channels.values())


def get(code: str) -> Channel:
    """Return a channel. Raises LookupError."""
    try:
        return _channels[code]
    except KeyError:
        raise LookupError(f"no channel {code!r}") from None


register(MailChannel())
register(AppriseChannel())
