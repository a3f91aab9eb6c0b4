"""What every channel is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.functional import Promise

from yingke.foundation.notifications.terms import Mode

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.notifications.models import Profile


class ChannelError(Exception):
    """The channel did not take the message; it may be tried again."""


@dataclass(frozen=True)
class Letter:
    """A message ready to leave, in the words of its reader.

    ``id`` stays the same on every try, so that the other side can tell a repeat from news.
    """

    id: str
    address: str
    subject: str
    text: str
    urgent: bool = False


class Channel(Protocol):
    """A way out of the house."""

    @property
    def code(self) -> str:
        """The name that is stored with messages and choices."""
        ...

    @property
    def label(self) -> str | Promise:
        """The name that people read."""
        ...

    def default_mode(self, *, urgent: bool) -> Mode:
        """Say when a kind leaves for a person who has not chosen."""
        ...

    def address(self, user: "User", profile: "Profile") -> str:
        """Return where this person is reached, empty if nowhere."""
        ...

    def send(self, letter: Letter) -> None:
        """Hand the letter over, within seconds. Raises ChannelError or OSError."""
        ...
