"""Scales: 0 to 100, the same for better and worse turned round, null where nothing is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingke.engines.scoring.composite import Percentile, Scale, Threshold, ZScore
from yingke.engines.scoring.measures import Direction

MORE, LESS = Direction.MORE, Direction.LESS
ONE = np.zeros(4, dtype=np.int64)


def scored(
    scale: Scale, values: list[float], way: Direction = MORE, groups: list[int] | None = None
) -> list[float]:
    v = np.array(values)
    g = np.array(groups or [0] * len(values))
    return scale.fit(v, g, way).score(v, g).tolist()


def test_percentiles_give_equals_the_same_and_their_middle_50() -> None:
    assert scored(Percentile(), [10, 20, 20, 40]) == [12.5, 50, 50, 87.5]
    assert scored(Percentile(), [10, 20, 20, 40], LESS) == [87.5, 50, 50, 12.5]
    assert scored(Percentile(), [7, 7, 7, 7]) == [50, 50, 50, 50]


def test_a_percentile_is_among_the_account_s_own_peers() -> None:
    assert scored(Percentile(), [1, 2, 100, 200], MORE, [0, 0, 1, 1]) == [25, 75, 25, 75]


def test_null_stays_null_and_moves_nobody() -> None:
    found = scored(Percentile(), [10, np.nan, 20, 30])
    assert np.isnan(found[1])
    assert [found[0], found[2], found[3]] == scored(Percentile(), [10, 20, 30])


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 20), min_size=2, max_size=30), st.integers(-10, 30))
def test_a_step_gives_the_percentile_of_a_population_with_the_new_value(
    values: list[int], new: int
) -> None:
    v, groups = np.array(values, dtype=float), np.zeros(len(values), dtype=np.int64)
    one = np.zeros(1, dtype=np.int64)
    moved = Percentile().fit(v, groups, MORE).score(np.array([float(new)]), one, v[:1])
    assert moved[0] == pytest.approx(scored(Percentile(), [new, *values[1:]])[0])


def test_thresholds_run_straight_between_points_or_step() -> None:
    points = ((10.0, 0.0), (20.0, 50.0), (40.0, 100.0))
    assert scored(Threshold(points), [5, 15, 30, 99]) == [0, 25, 75, 100]
    assert scored(Threshold(points, steps=True), [5, 15, 30, 99]) == [0, 0, 50, 100]
    assert np.isnan(scored(Threshold(points, steps=True), [np.nan])[0])


def test_thresholds_that_do_not_rise_or_leave_the_scale_are_refused() -> None:
    with pytest.raises(ValueError, match="rise in value"):
        Threshold(((2.0, 0.0), (1.0, 100.0)))
    with pytest.raises(ValueError, match="between 0 and 100"):
        Threshold(((1.0, 0.0), (2.0, 101.0)))


def test_z_scores_put_the_mean_at_50_and_stop_at_their_reach() -> None:
    values = [0.0, 0.0, 10.0, 10.0]
    assert scored(ZScore(2), values) == [25, 25, 75, 75]
    assert scored(ZScore(2), values, LESS) == [75, 75, 25, 25]
    assert scored(ZScore(0.5), values) == [0, 0, 100, 100]
    assert scored(ZScore(), [3.0, 3.0]) == [50, 50]
    with pytest.raises(ValueError, match="above 0"):
        ZScore(0)
