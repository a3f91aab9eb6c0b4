"""⌘K: packages register where to look in ``palette.py``.

    from yingke.foundation.ui import palette
    palette.register(find_projects)        # callable(user, query, limit) -> list[palette.Hit]
    palette.register(actions, first=True)  # what the person may do, and what waits for them

The pages of the navigation are found without being registered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext

from yingke.foundation.ui.navigation import Entry

PER_SOURCE: Final = 6
LONGEST_QUERY: Final = 80


@dataclass(frozen=True)
class Hit:
    """One line of the palette, under the heading ``group``."""

    title: object
    subtitle: object
    url: str
    icon: str
    group: object


Source = Callable[[Any, str, int], Sequence[Hit]]
_first: list[Source] = []
_sources: list[Source] = []


def register(source: Source, *, first: bool = False) -> None:
    """Add a place to look.  It must start from what the user may see, and stop at the limit.

    Those that come ``first`` are asked for an empty query too, and stand above the pages.
    """
    sources = _first if first else _sources
    if source not in sources:
        sources.append(source)


def fits(query: str, *words: object) -> bool:
    """Whether what was typed is in one of these words; an empty query fits all."""
    wanted = query.casefold()
    return any(wanted in str(word).casefold() for word in words)


def find(user: Any, query: str, pages: Sequence[Entry]) -> list[tuple[str, list[Hit]]]:
    """Hits for what was typed, by group; without a query what comes first, and the pages."""
    query = " ".join(query.split())[:LONGEST_QUERY]
    hits = [hit for source in _first for hit in source(user, query, PER_SOURCE)]
    hits += _pages(query, pages)
    if query:
        for source in _sources:
            hits += source(user, query, PER_SOURCE)
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(str(hit.group), []).append(hit)
    return list(groups.items())


def _pages(query: str, pages: Sequence[Entry]) -> list[Hit]:
    heading = gettext("Pages")
    return [
        Hit(entry.item.label, "", entry.url, entry.item.icon, heading)
        for entry in pages
        if fits(query, entry.item.label, entry.item.code)
    ]
