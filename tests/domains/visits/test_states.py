"""In which states of a visit each right holds for its coordinator, as one table.

The verbs of the services refuse by the same rights; `rules/test_states.py` says where they lead.
"""

from __future__ import annotations

import pytest
from tests import permission_table as table
from tests.domains.visits import world as w

from yingke.domains.visits import permissions
from yingke.domains.visits.models import Node, Task, Visit
from yingke.domains.visits.terms import VisitState

TABLE = """
                       dra sub ret rej app pla con day end fol arc can
can_edit_request        ✓   ✓   ✓   ·   ✓   ✓   ✓   ✓   ✓   ✓   ·   ·
can_submit              ✓   ·   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
can_plan                ·   ·   ·   ·   ✓   ✓   ✓   ✓   ·   ·   ·   ·
can_change_arrival      ·   ·   ·   ·   ✓   ✓   ✓   ·   ·   ·   ·   ·
serves_logistics        ✓   ✓   ✓   ·   ✓   ✓   ✓   ✓   ✓   ✓   ·   ·
can_add_papers          ✓   ✓   ✓   ·   ✓   ✓   ✓   ✓   ✓   ✓   ·   ·
can_complete_node       ✓   ✓   ✓   ·   ✓   ✓   ✓   ✓   ✓   ✓   ·   ·
can_work_on             ✓   ✓   ✓   ·   ✓   ✓   ✓   ✓   ✓   ✓   ·   ·
can_run_day             ·   ·   ·   ·   ·   ✓   ✓   ✓   ·   ·   ·   ·
can_undo_arrival        ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·   ·   ·
can_correct_arrival     ✓   ✓   ✓   ·   ✓   ✓   ✓   ✓   ✓   ✓   ·   ·
can_cancel              ✓   ✓   ✓   ·   ✓   ✓   ✓   ✓   ✓   ✓   ·   ·
can_restore             ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓
can_archive             ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
"""
COLUMNS, ROWS = table.read(TABLE)
STATES = dict(zip(COLUMNS, VisitState, strict=True))
SUBJECTS = {"can_complete_node": Node, "can_work_on": Task}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_coordinator(row, world):
    asks, found = getattr(permissions, row.name), []
    for column, state in STATES.items():
        visit = Visit(state=state, coordinator=world.coordinator, arrived_at=w.ARRIVAL)
        visit.arrival_noted_by = world.coordinator
        kind = SUBJECTS.get(row.name)
        if asks(world.coordinator, kind(visit=visit) if kind else visit):
            found.append(column)
    assert tuple(found) == row.allowed
