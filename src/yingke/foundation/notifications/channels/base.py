"""Interface of delivery channels."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.functional import Promise

from yingke.foundation.notifications.terms import Mode

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.notifications.models import Profile


class ChannelError(Exception):
    """The channel did not accept the message; it may be retried."""


@dataclass(frozen=True)
class OutgoingMessage:
    """A rendered message; ``id`` is the same on every attempt, for deduplication."""

    id: str
    address: str
    subject: str
    text: str
    urgent: bool = False


class Channel(Protocol):
    """Delivers messages to users."""

    @property
    def code(self) -> str:
        """Identifier that is stored with messages and choices."""
        ...

    @property
    def label(self) -> str | Promise:
        """Name for display."""
        ...

    def default_mode(self, *, urgent: bool) -> Mode:
        """Return the mode for users who have not chosen one."""
        ...

    def address(self, user: "User", profile: "Profile") -> str:
        """Return the user's address, empty if they have none."""
        ...

    def send(self, letter: OutgoingMessage) -> None:
        """Send within seconds. Raises ChannelError or OSError."""
        ...
