"""Intervals: known values, coverage, and the answer when there is too little."""

import numpy as np
import pytest

from yingke.engines.scoring.rates import (
    bootstrap_mean,
    bootstrap_rate,
    difference_of_independent,
    net_promoter_score,
    wilson,
)


def test_wilson_gives_its_published_values() -> None:
    # Newcombe (1998), Statistics in Medicine 17: 857-872, table I, score method.
    found = wilson(81, 263)
    assert (found.low, found.high) == (
        pytest.approx(0.2553, abs=5e-5),
        pytest.approx(0.3662, abs=5e-5),
    )
    found = wilson(0, 20)
    assert (found.low, found.high) == (0.0, pytest.approx(0.1611, abs=5e-5))
    found = wilson(29, 29)
    assert (found.low, found.high) == (pytest.approx(0.8830, abs=5e-5), 1.0)


def test_the_difference_of_two_rates_gives_its_published_values() -> None:
    # Newcombe (1998), Statistics in Medicine 17: 873-890, table II, method 10.
    found = difference_of_independent(wilson(56, 70), wilson(48, 80))
    assert found.estimate == pytest.approx(0.2)
    assert (found.low, found.high) == (
        pytest.approx(0.0524, abs=5e-5),
        pytest.approx(0.3339, abs=5e-5),
    )


def test_nothing_counted_is_not_enough_data_and_nonsense_is_refused() -> None:
    assert wilson(0, 0).says() == "not enough data (n = 0)"
    assert not wilson(1, 4, widest=0.2).enough
    assert wilson(300, 1000, widest=0.2).says() == "0.300 (0.272 to 0.329)"
    with pytest.raises(ValueError, match="5 of 4 is no rate"):
        wilson(5, 4)
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 4, level=95)


def test_equal_values_have_no_interval_and_equal_answers_wilson_s() -> None:
    assert not bootstrap_mean([3.0, 3.0, 3.0]).enough
    assert bootstrap_mean([3.0]).estimate == 3.0
    assert bootstrap_rate(0, 20) == wilson(0, 20)


def test_a_large_sample_gets_what_a_bootstrap_would_give() -> None:
    rng = np.random.default_rng(1)
    values = rng.lognormal(5, 1, 20_001)
    large, resampled = bootstrap_mean(values), bootstrap_mean(values[:20_000])
    assert large.low == pytest.approx(resampled.low, rel=0.002)
    assert large.high == pytest.approx(resampled.high, rel=0.002)


def test_the_net_promoter_score_counts_nines_and_tens_less_six_and_below() -> None:
    found = net_promoter_score([10] * 50 + [9] * 20 + [8] * 10 + [3] * 20)
    assert found.estimate == pytest.approx(50)
    assert found.low == pytest.approx(34, abs=2)
    assert found.high == pytest.approx(65, abs=2)
    assert net_promoter_score([]).estimate is None
    with pytest.raises(ValueError, match="from 0 to 10"):
        net_promoter_score([11])


@pytest.mark.parametrize(("answer", "score"), [(10, 100), (8, 0), (2, -100)])
def test_unanimous_answers_still_have_an_interval(answer: int, score: int) -> None:
    found = net_promoter_score([answer] * 30)
    assert found.estimate == score
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.high
    assert -100 <= found.low <= score <= found.high <= 100


def test_the_score_s_interval_covers_the_truth() -> None:
    rng = np.random.default_rng(2)
    hits = 0
    for draw in range(1_000):
        answers = rng.choice([10, 8, 3], 150, p=[0.5, 0.3, 0.2])
        found = net_promoter_score(answers, replicates=999, seed=draw)
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= 30 <= found.high
    assert 930 <= hits <= 970
