"""What tiering puts on the home page: dates and steps that the reader has to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yingke.domains.tiering.queries import entitlements
from yingke.domains.tiering.web.entitlements import WORDS, standing_words
from yingke.foundation.ui import home
from yingke.foundation.ui.panels import Panel

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

SHOWN: Final = 5


def _own(user: User, page: Any) -> list[tuple[Any, str, str]] | None:
    """The reader's own dates that were missed or are due within a week."""
    day = entitlements.today()
    rows = entitlements.own_soon(user, day)[:SHOWN]
    found = [(row, entitlements.standing_of(row, day)) for row in rows]
    return [
        (row, standing_words(row, standing, day), WORDS[standing]) for row, standing in found
    ] or None


home.panels.add(Panel("care", "main", 40, "tiering/parts/home.html", _own))
