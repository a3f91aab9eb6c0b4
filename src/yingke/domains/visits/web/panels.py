"""The cards of the visit page, in their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from yingke.domains.visits import registers
from yingke.domains.visits.queries.pages import VisitPage
from yingke.domains.visits.queries.parts import OWNER_KIND
from yingke.domains.visits.registers import Panel
from yingke.domains.visits.web import sheet
from yingke.foundation.journal import queries as journal

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

LATEST = 8
PARTS = "visits/parts/"


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


def cards_of(user: User, page: VisitPage) -> Cards:
    """Ask every panel for its content, in order; at most one query each."""
    found: dict[str, list[Card]] = {"main": [], "side": []}
    for entry in registers.panels:
        content = entry.load(user, page)
        if content is not None:
            found[entry.place].append(Card(entry.template, content))
    return Cards(**found)


def _procedure(user: User, page: VisitPage) -> Any:
    return page.tasks if page.nodes else None


def _history(user: User, page: VisitPage) -> Any:
    return journal.latest_acts(journal.about(OWNER_KIND, page.visit.pk), LATEST)


OWN: Final = (
    Panel("agenda", "main", 10, f"{PARTS}agenda.html", lambda user, page: sheet.days(page)),
    Panel("tasks", "main", 20, f"{PARTS}tasks.html", _procedure),
    Panel("request", "main", 30, f"{PARTS}request_facts.html", sheet.answers),
    Panel(
        "approvals", "side", 10, f"{PARTS}approvals.html", lambda u, page: page.approvals or None
    ),
    Panel("guests", "side", 20, f"{PARTS}guests.html", lambda user, page: page.guest_rows),
    Panel("papers", "side", 30, f"{PARTS}papers.html", lambda user, page: page.papers),
    Panel("history", "side", 90, f"{PARTS}timeline.html", _history),
)
