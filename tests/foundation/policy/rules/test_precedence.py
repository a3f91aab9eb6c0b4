"""Which of several values is in force."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingke.foundation.policy.rules.precedence import Change, Scope, in_force, latest_by_scope

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
CASE = Scope.of({"visit_type": "technical", "site": "shanghai", "tier": "strategic"})
WEIGHTS = {"site": 10, "visit_type": 20, "tier": 30}


def change(number: int, value: str | None, *, day: int = 0, **scope: str) -> Change:
    return Change(number, Scope.of(scope), MONDAY + timedelta(days=day), value)


def test_without_a_change_the_default_holds():
    assert in_force([], at=MONDAY, case=CASE, weights=WEIGHTS) is None


def test_a_change_holds_from_its_moment_on():
    planned = change(1, "4", day=1)

    assert in_force([planned], at=MONDAY, case=CASE, weights=WEIGHTS) is None
    assert in_force([planned], at=MONDAY + timedelta(days=1), case=CASE, weights=WEIGHTS) == planned


def test_a_change_of_another_scope_does_not_speak():
    assert in_force([change(1, "4", site="beijing")], at=MONDAY, case=CASE, weights=WEIGHTS) is None
    assert (
        in_force([change(1, "4", tier="strategic")], at=MONDAY, case=Scope(), weights=WEIGHTS)
        is None
    )


def test_the_scope_that_names_more_wins_whichever_was_written_later():
    narrow = change(1, "5", site="shanghai", visit_type="technical")
    wide = change(2, "4", tier="strategic")

    assert in_force([narrow, wide], at=MONDAY, case=CASE, weights=WEIGHTS) == narrow


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        ({"tier": "strategic"}, {"visit_type": "technical"}),
        ({"visit_type": "technical"}, {"site": "shanghai"}),
        (
            {"tier": "strategic", "site": "shanghai"},
            {"visit_type": "technical", "site": "shanghai"},
        ),
        (
            {"tier": "strategic", "visit_type": "technical"},
            {"tier": "strategic", "site": "shanghai"},
        ),
    ],
)
def test_of_equally_narrow_scopes_tier_wins_over_visit_type_over_site(stronger, weaker):
    first, second = change(1, "5", **stronger), change(2, "4", **weaker)

    assert in_force([first, second], at=MONDAY, case=CASE, weights=WEIGHTS) == first


def test_of_two_changes_for_one_moment_the_later_written_corrects_the_other():
    wrong, right = change(1, "40"), change(2, "4")

    assert in_force([right, wrong], at=MONDAY, case=CASE, weights=WEIGHTS) == right


def test_a_withdrawn_value_lets_the_wider_scope_speak_again():
    wide = change(1, "4")
    narrow, withdrawn = change(2, "5", tier="strategic"), change(3, None, day=2, tier="strategic")
    changes = [wide, narrow, withdrawn]

    assert in_force(changes, at=MONDAY + timedelta(days=1), case=CASE, weights=WEIGHTS) == narrow
    assert in_force(changes, at=MONDAY + timedelta(days=2), case=CASE, weights=WEIGHTS) == wide
    assert latest_by_scope(changes, at=MONDAY + timedelta(days=2)) == {Scope(): wide}


def test_a_dimension_that_nobody_declares_any_more_weighs_nothing():
    assert Scope.of({"city": "first"}).rank(WEIGHTS) < Scope.of({"site": "sh"}).rank(WEIGHTS)


SCOPES = st.fixed_dictionaries(
    {
        "visit_type": st.sampled_from(["", "technical", "press"]),
        "site": st.sampled_from(["", "shanghai", "beijing"]),
        "tier": st.sampled_from(["", "strategic", "key"]),
    }
).map(Scope.of)


@given(
    st.lists(st.tuples(SCOPES, st.integers(0, 5), st.sampled_from(["1", "2", None])), max_size=12),
    SCOPES,
    st.integers(0, 5),
    st.randoms(),
)
def test_the_answer_does_not_depend_on_the_order_of_the_rows(rows, case, day, random):
    changes = [
        Change(number, scope, MONDAY + timedelta(days=start), value)
        for number, (scope, start, value) in enumerate(rows)
    ]
    shuffled = random.sample(changes, len(changes))
    at = MONDAY + timedelta(days=day)

    found = in_force(changes, at=at, case=case, weights=WEIGHTS)
    assert in_force(shuffled, at=at, case=case, weights=WEIGHTS) == found
    if found is not None:
        rivals = latest_by_scope(changes, at=at).values()
        assert found.scope.covers(case)
        assert all(
            rival.scope.rank(WEIGHTS) < found.scope.rank(WEIGHTS)
            for rival in rivals
            if rival is not found and rival.scope.covers(case)
        )
