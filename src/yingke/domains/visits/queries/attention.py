"""What the packages above want somebody to look at in a visit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from yingke.domains.visits import registers
from yingke.domains.visits.models import Visit
from yingke.domains.visits.registers import Note

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def notes_on(user: User, visits: Sequence[Visit]) -> list[tuple[Visit, Note]]:
    """Each note with its visit, the most urgent first; a query for each source at most."""
    found = []
    for source in registers.attention if visits else ():
        notes = source.notes(user, visits)
        found += [(visit, note) for visit in visits for note in notes.get(visit.pk, ())]
    return sorted(found, key=lambda pair: pair[1].tone != "red")
