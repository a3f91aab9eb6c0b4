"""Formatting of event fields for sentences."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.functional import Promise

from yingke.foundation.journal.events import Event
from yingke.foundation.journal.registry import describes
from yingke.foundation.kernel.naming import in_language

if TYPE_CHECKING:
    from yingke.foundation.journal.models import Entry


def values(event: Event) -> dict[str, Any]:
    """Return the fields for `%` formatting: `name` in the active language, times local."""
    found: dict[str, Any] = {
        name: _local(value) if isinstance(value, datetime) else value
        for name, value in vars(event).items()
    }
    if found.get("name_en"):
        found["name"] = in_language(found["name"], found["name_en"])
    return found


def describe_all(sentences: Mapping[type[Event], Promise | str]) -> None:
    """Register sentences that need only the fields of their event."""
    for event, sentence in sentences.items():
        _describe(event, sentence)


def _describe(kind: type[Event], sentence: Promise | str) -> None:
    @describes(kind)
    def fill(entry: "Entry", event: Event) -> str:
        return str(sentence) % values(event)


def _local(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
