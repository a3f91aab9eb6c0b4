"""Matched controls: a planted effect is found, a planted absence is not, and limits are told."""

from typing import Any

import numpy as np
import pytest

from yingke.engines.scoring.rates import Answer, compare_with_matched


def trial(seed: int, effect: float, treated: int = 60, others: int = 600) -> dict[str, Any]:
    """Accounts chosen because they are large: without matching they look better anyway."""
    rng = np.random.default_rng(seed)
    size = rng.normal(0, 1, treated + others)
    pace = rng.normal(0, 1, treated + others)
    chance = 1 / (1 + np.exp(-(1.2 * size + 0.5 * pace)))
    chosen = rng.choice(treated + others, treated, replace=False, p=chance / chance.sum())
    mark = np.zeros(treated + others, dtype=bool)
    mark[chosen] = True
    outcome = 3 * size + pace + effect * mark + rng.normal(0, 1, treated + others)
    return {"treated": mark, "covariates": {"size": size, "pace": pace}, "outcome": outcome}


def test_a_planted_effect_is_found_and_a_naive_comparison_would_have_been_wrong() -> None:
    given = trial(1, effect=1.0)
    found = compare_with_matched(**given)
    naive = given["outcome"][given["treated"]].mean() - given["outcome"][~given["treated"]].mean()
    assert naive > 2
    assert found.answer == Answer.DIFFERENCE
    assert found.effect.low is not None
    assert found.effect.high is not None
    assert found.effect.low < 1.0 < found.effect.high
    assert found.balance[0].before > 0.4
    assert all(abs(one.after) < 0.25 for one in found.balance)
    assert found.hidden is not None
    assert found.hidden > 1


def test_a_planted_absence_is_seldom_taken_for_an_effect() -> None:
    wrong = covered = 0
    for seed in range(1_000):
        found = compare_with_matched(**trial(seed, effect=0.0, treated=30, others=200))
        assert found.effect.low is not None
        assert found.effect.high is not None
        wrong += found.answer == Answer.DIFFERENCE
        covered += found.effect.low <= 0 <= found.effect.high
    assert 930 <= covered <= 970
    assert wrong <= 70


def test_an_effect_of_twenty_accounts_is_found() -> None:
    found = [compare_with_matched(**trial(seed, effect=1.5, treated=20)) for seed in range(20)]
    assert [one.answer for one in found].count(Answer.DIFFERENCE) >= 19
    assert max(one.unmatched for one in found) <= 1


def test_a_handful_of_accounts_is_not_enough_data() -> None:
    found = compare_with_matched(**trial(3, effect=1.0, treated=6))
    assert found.answer == Answer.NOT_ENOUGH_DATA
    assert found.hidden is None


def test_treated_accounts_without_a_comparable_control_are_left_out_and_told() -> None:
    given = trial(4, effect=0.0)
    giant = int(np.flatnonzero(given["treated"])[0])
    given["covariates"]["size"][giant] = 50.0
    found = compare_with_matched(**given)
    assert giant not in found.pairs[:, 0]
    assert found.unmatched >= 1
    assert any("have no comparable control" in limit for limit in found.limits)


def test_every_comparison_says_what_it_cannot_show() -> None:
    found = compare_with_matched(**trial(5, effect=2.0))
    assert found.limits[0].startswith("Nobody drew lots")
    assert "drift back to the middle" in found.limits[1]
    assert "hidden cause" in found.limits[2]


def test_each_control_is_used_once_and_none_is_treated() -> None:
    given = trial(6, effect=0.0)
    pairs = compare_with_matched(**given).pairs
    assert len(set(pairs[:, 1].tolist())) == len(pairs)
    assert given["treated"][pairs[:, 0]].all()
    assert not given["treated"][pairs[:, 1]].any()


def test_unknown_values_and_missing_groups_are_refused() -> None:
    given = trial(7, effect=0.0)
    with pytest.raises(ValueError, match="unknown covariates"):
        compare_with_matched(**{**given, "outcome": np.full(660, np.nan)})
    with pytest.raises(ValueError, match="there must be treated accounts"):
        compare_with_matched(**{**given, "treated": np.zeros(660, dtype=bool)})
