"""Which action leads where, and what is refused."""

import pytest

from yingke.domains.visits.rules import states
from yingke.domains.visits.terms import VisitState
from yingke.foundation.kernel.errors import RuleViolation

LIFE = [
    ("draft", "submit", "submitted"),
    ("returned", "submit", "submitted"),
    ("submitted", "approve", "approved"),
    ("submitted", "return", "returned"),
    ("submitted", "reject", "rejected"),
    ("submitted", "withdraw", "returned"),
    ("approved", "plan", "planned"),
    ("planned", "plan", "planned"),
    ("confirmed", "plan", "planned"),
    ("planned", "confirm", "confirmed"),
    ("planned", "arrive", "in_progress"),
    ("confirmed", "arrive", "in_progress"),
    ("in_progress", "end", "ended"),
    ("ended", "follow_up", "follow_up"),
    ("follow_up", "archive", "archived"),
]


@pytest.mark.parametrize(("state", "action", "target"), LIFE)
def test_each_step_of_a_visits_life_leads_to_the_next(state: str, action: str, target: str) -> None:
    assert states.after(state, action) == target


@pytest.mark.parametrize("state", VisitState)
def test_no_other_step_leads_anywhere(state: str) -> None:
    steps = {action for start, action, _target in LIFE if start == state}
    assert states.possible(state) - {"cancel", "restore"} == steps


@pytest.mark.parametrize("state", ["archived", "rejected", "cancelled"])
def test_what_is_over_cannot_be_cancelled(state: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        states.after(state, "cancel")
    assert caught.value.params == {"state": state, "action": "cancel"}


def test_a_restored_visit_returns_to_where_it_was() -> None:
    assert states.after("cancelled", "restore", before_cancel="planned") == "planned"


def test_only_restore_is_possible_from_cancelled() -> None:
    assert states.possible("cancelled") == {"restore"}
    assert states.possible("archived") == frozenset()
