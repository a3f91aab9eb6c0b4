"""Cards and notes that several packages put on one page.

A package whose page it is holds two registers of them; those above add their entries. An entry
takes one query at most, so that a page costs one query for each entry, however much it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar


@dataclass(frozen=True)
class Panel:
    """A card of a page.

    `load(user, page)` gives what the template knows as `panel`; None leaves the card out, for a
    reader without the right or a subject without the thing.
    """

    code: str
    place: Literal["main", "side"]
    order: int
    template: str
    load: Callable[[Any, Any], Any]


@dataclass(frozen=True)
class Note:
    """One thing to look at: red means act now, amber look at it. `url` opens as a dialog."""

    tone: Literal["red", "amber"]
    title: str
    text: str = ""
    url: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attention:
    """Notes on several rows at once; `notes(user, rows)` gives them by the id of the row."""

    code: str
    notes: Callable[[Any, Sequence[Any]], Mapping[int, Sequence[Note]]]


@dataclass(frozen=True)
class Card:
    """A panel that this reader sees: its template, and what its loader gave."""

    template: str
    panel: Any


@dataclass(frozen=True)
class Cards:
    """The panels of one page by place."""

    main: list[Card]
    side: list[Card]


def cards_of(panels: Iterable[Panel], user: Any, page: Any) -> Cards:
    """Ask every panel for its content, in order."""
    found: dict[str, list[Card]] = {"main": [], "side": []}
    for entry in panels:
        content = entry.load(user, page)
        if content is not None:
            found[entry.place].append(Card(entry.template, content))
    return Cards(**found)


class Row(Protocol):
    pk: Any


R = TypeVar("R", bound=Row)


def notes_on(sources: Iterable[Attention], user: Any, rows: Sequence[R]) -> list[tuple[R, Note]]:
    """Each note with its row, the most urgent first."""
    found = []
    for source in sources if rows else ():
        notes = source.notes(user, rows)
        found += [(row, note) for row in rows for note in notes.get(row.pk, ())]
    return sorted(found, key=lambda pair: pair[1].tone != "red")
