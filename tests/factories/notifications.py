"""Kinds of messages for tests, and a channel that keeps what it is given."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.notifications import Kind
from yingke.foundation.notifications.channels import OutgoingMessage
from yingke.foundation.notifications.terms import Mode

LIT = Kind(
    code="lamps.lit", label=_("A lamp was lit"), title="%(lamp)s 亮了", body="由 %(who)s 点亮"
)
FIRE = Kind(code="lamps.fire", label="着火", title="%(lamp)s 着火", urgent=True)


class Pigeon:
    """A way out of the house that ends in a list; it falters as often as it is told to."""

    code = "pigeon"
    label = "信鸽"

    def __init__(self, *, mode: Mode = Mode.NOW, falters: int = 0) -> None:
        self.mode = mode
        self.falters = falters
        self.letters: list[OutgoingMessage] = []

    def default_mode(self, *, urgent: bool) -> Mode:
        return Mode.NOW if urgent else self.mode

    def address(self, user: object, profile: object) -> str:
        return "loft"

    def send(self, letter: OutgoingMessage) -> None:
        if self.falters:
            self.falters -= 1
            raise OSError("fog")
        self.letters.append(letter)
