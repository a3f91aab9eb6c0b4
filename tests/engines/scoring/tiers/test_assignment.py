"""Tiers: entry, exit, the gap between them, the minimum stay, and alarms."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from yingke.engines.scoring.tiers import (
    ALWAYS,
    DEFAULT_TIERS,
    NEW,
    Condition,
    Tier,
    TierRules,
    assign,
    why,
)


def one(field: str, comparison: str, bound: float) -> tuple[tuple[Condition, ...], ...]:
    return ((Condition(field, comparison, bound),),)


RULES = TierRules(
    (
        Tier("alarm", "预警", one("risk", ">=", 0.7), one("risk", "<", 0.4), 30, at_once=True),
        Tier("core", "核心", one("score", ">=", 80), one("score", "<", 70), 90),
        Tier("rest", "其他", ALWAYS, minimum_stay=30),
    )
)
ALARM, CORE, REST = 0, 1, 2


def placed(score: float, risk: float, before: int = NEW, days: float = 1_000) -> tuple[int, bool]:
    fields = {"score": np.array([score]), "risk": np.array([risk])}
    found = assign(RULES, fields, [before], [days])
    return int(found.now[0]), bool(found.held[0])


@pytest.mark.parametrize(
    ("score", "risk", "before", "days", "expected"),
    [
        (85, 0.1, NEW, 0, (CORE, False)),
        (85, 0.9, NEW, 0, (ALARM, False)),
        (75, 0.1, NEW, 0, (REST, False)),
        (75, 0.1, CORE, 1_000, (CORE, False)),
        (69, 0.1, CORE, 1_000, (REST, False)),
        (69, 0.1, CORE, 89, (CORE, True)),
        (85, 0.1, REST, 30, (CORE, False)),
        (85, 0.1, REST, 29, (REST, True)),
        (85, 0.9, CORE, 1, (ALARM, False)),
        (85, 0.5, ALARM, 1_000, (ALARM, False)),
        (85, 0.3, ALARM, 1_000, (CORE, False)),
        (85, 0.3, ALARM, 10, (ALARM, True)),
        (np.nan, np.nan, CORE, 1_000, (CORE, False)),
        (np.nan, np.nan, NEW, 0, (REST, False)),
    ],
)
def test_an_account_enters_stays_and_leaves_by_the_rules(
    score: float, risk: float, before: int, days: float, expected: tuple[int, bool]
) -> None:
    assert placed(score, risk, before, days) == expected


scores = st.lists(st.one_of(st.floats(0, 100), st.just(float("nan"))), min_size=1, max_size=20)


@settings(max_examples=100, deadline=None, derandomize=True, phases=[Phase.generate])
@given(scores, scores, st.lists(st.integers(NEW, 2), min_size=20, max_size=20))
def test_a_second_run_on_the_same_day_moves_nobody(
    score: list[float], risk: list[float], before: Sequence[int]
) -> None:
    size = min(len(score), len(risk))
    fields = {"score": np.array(score[:size]), "risk": np.array(risk[:size]) / 100}
    first = assign(RULES, fields, before[:size])
    second = assign(RULES, fields, first.now, np.full(size, 10_000))
    assert second.now.tolist() == first.now.tolist()
    assert len(second.moved) == 0


def test_the_migration_counts_every_account_once_with_new_ones_in_the_last_row() -> None:
    fields = {"score": np.array([85.0, 60, 60, 90]), "risk": np.zeros(4)}
    found = assign(RULES, fields, [REST, CORE, NEW, CORE])
    assert found.migration().tolist() == [[0, 0, 0], [0, 1, 1], [0, 1, 0], [0, 0, 1]]
    assert found.moved.tolist() == [0, 1]


def test_the_reason_names_conditions_with_the_account_s_values() -> None:
    fields = {"score": np.array([69.0]), "risk": np.array([np.nan])}
    reason = why(assign(RULES, fields, [CORE]), fields, 0)
    assert reason.tier == "rest"
    assert [(f.condition, f.value, f.holds) for f in reason.exit] == [("score < 70", 69.0, True)]
    assert [(f.condition, f.value, f.holds) for f in reason.above] == [("score >= 80", 69.0, False)]
    alarmed = why(assign(RULES, fields, [ALARM]), fields, 0)
    assert [(f.condition, f.value) for f in alarmed.entry] == [("risk >= 0.7", None)]
    assert (reason.stay, alarmed.stay) == (None, None)


@pytest.mark.parametrize(
    ("tiers", "sentence"),
    [
        ((Tier("a", "a", one("x", ">", 1)),), "the last tier takes everyone"),
        ((Tier("a", "a", ALWAYS), Tier("a", "a", ALWAYS)), "two tiers have one name"),
        (
            (Tier("a", "a", one("x", ">=", 5), one("x", "<", 6)), Tier("b", "b", ALWAYS)),
            "“x < 6” lets go whom “x >= 5” lets in",
        ),
        (
            (Tier("a", "a", one("x", ">=", 5), one("x", "<=", 5)), Tier("b", "b", ALWAYS)),
            "lets go whom",
        ),
    ],
)
def test_rules_that_cannot_work_are_refused(tiers: tuple[Tier, ...], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        TierRules(tiers)


def test_an_exit_that_meets_its_entry_only_at_the_bound_is_allowed() -> None:
    rules = (Tier("a", "a", one("x", ">=", 5), one("x", "<", 5)), Tier("b", "b", ALWAYS))
    assert TierRules(rules).fields == ("x",)


def test_rules_survive_their_json_form_and_say_what_they_cannot_read() -> None:
    for rules in (RULES, DEFAULT_TIERS):
        assert TierRules.from_json(rules.to_json()) == rules
    with pytest.raises(ValueError, match="lacks 'entry'"):
        TierRules.from_json([{"name": "a"}])
    with pytest.raises(ValueError, match="'=' is none of"):
        TierRules.from_json([{"name": "a", "entry": [[["x", "=", 1]]]}])


def test_fields_and_tiers_that_do_not_exist_are_named() -> None:
    with pytest.raises(ValueError, match="the tiers need risk"):
        assign(RULES, {"score": np.array([1.0])})
    with pytest.raises(ValueError, match="not among the tiers"):
        assign(RULES, {"score": np.array([1.0]), "risk": np.array([1.0])}, [7])
