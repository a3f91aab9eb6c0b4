"""Versions of live pages; each entry of the journal about what a page shows changes its version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingke.domains.visits.queries.parts import OWNER_KIND
from yingke.domains.visits.queries.visibility import visible_to
from yingke.foundation.journal import queries as journal
from yingke.foundation.journal.models import Entry

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def of_visit(user: User, pk: int) -> str:
    """The version of one visit: how many entries it has; 0 for a person who may not see it."""
    own = visible_to(user).filter(pk=pk).values("pk")
    rows = Entry.objects.filter(subject_kind=OWNER_KIND, subject_id=pk, subject_id__in=own)
    return str(rows.count())


def of_visits(user: User, asked: str = "") -> str:
    """The version of all visits that a person may see."""
    seen = visible_to(user).values("pk")
    rows = Entry.objects.filter(subject_kind=OWNER_KIND, subject_id__in=seen)
    return journal.version(rows, asked)
