"""Data of the visit page, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from yingke.domains.customers import queries as customers
from yingke.domains.customers.terms import PreferenceKind, Stance
from yingke.domains.visits.models import Guest, Visit
from yingke.domains.visits.queries.parts import all_with_parts
from yingke.domains.visits.queries.rows import ApprovalRow, NodeRow, PaperRow
from yingke.domains.visits.queries.sheets import (
    VisitSheet,
    agenda_rows,
    tasks_of_visit,
)
from yingke.domains.visits.queries.visibility import visible_to

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

CHIPS = ("diet", "health", "religion", "etiquette", "language")


@dataclass(frozen=True)
class Known:
    """A preference or restriction of a guest, as a chip; `strict` if ignoring it would do harm."""

    text: str
    kind: str
    taboo: bool
    strict: bool

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Known:
        taboo = row["stance"] == Stance.RESTRICTION
        kind = row["kind"] if row["kind"] in CHIPS else "other"
        return cls(row["text"], kind, taboo, taboo and kind == PreferenceKind.HEALTH)


@dataclass
class GuestRow:
    """A guest with the preferences and restrictions that the reader may see."""

    guest: Guest
    notes: list[Known] = field(default_factory=list)

    @property
    def part(self) -> str:
        """Position and role."""
        words = (self.guest.contact.title, str(self.guest.get_role_display()))
        return " · ".join(word for word in words if word)


@dataclass
class VisitPage(VisitSheet):
    """A visit as its page shows it to a reader."""

    guest_rows: list[GuestRow]
    papers: list[PaperRow]


def page_of(user: User, pk: int) -> VisitPage:
    """Return the visit's page for a user in four queries; Visit.DoesNotExist if they may not see
    it."""
    visit: Any = (all_with_parts() & visible_to(user)).get(pk=pk)
    guests = guest_rows(user, visit)
    return VisitPage(
        visit=visit,
        nodes=[NodeRow.of(row) for row in visit.node_rows],
        tasks=list(tasks_of_visit(visit)),
        items=agenda_rows(visit),
        guests=[row.guest for row in guests],
        guest_rows=guests,
        approvals=[ApprovalRow.of(row) for row in visit.approval_rows],
        papers=[PaperRow.of(row) for row in visit.paper_rows],
        has_nda=visit.has_nda,
    )


def guest_rows(user: User, visit: Visit) -> list[GuestRow]:
    """Return guests with the preferences this reader may see, in one query."""
    known = customers.preferences_for(user, visit.account).filter(contact=OuterRef("contact"))
    notes = known.values_list(JSONObject(text="text", kind="kind", stance="stance"))
    guests: Any = visit.guests.select_related("contact").annotate(known=ArraySubquery(notes))
    return [GuestRow(guest, [Known.of(row) for row in guest.known]) for guest in guests]
