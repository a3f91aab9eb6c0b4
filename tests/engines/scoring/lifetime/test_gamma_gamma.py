"""Gamma-Gamma: gradients, known truth, honest intervals, and refusals."""

import numpy as np
import pytest
from scipy.special import gammaln
from tests.engines.scoring.simulation import gamma_gamma_means

from yingke.engines.scoring import RefusedError
from yingke.engines.scoring.lifetime import GammaGamma, fit_gamma_gamma
from yingke.engines.scoring.lifetime.gamma_gamma import _Likelihood


def test_the_likelihood_and_its_derivatives_are_those_of_the_note() -> None:
    x, mean = np.array([1.0, 2.0, 7.0]), np.array([20.0, 35.0, 50.0])
    p, q, v = 6.25, 3.74, 15.44
    expected = (
        gammaln(p * x + q)
        - gammaln(p * x)
        - gammaln(q)
        + q * np.log(v)
        + (p * x - 1) * np.log(mean)
        + p * x * np.log(x)
        - (p * x + q) * np.log(v + mean * x)
    ).sum()
    likelihood = _Likelihood(x, mean, np.ones(3))
    at, h = np.log([p, q, v]), 1e-5
    value, gradient, hessian = likelihood(at)
    assert value == pytest.approx(expected, rel=1e-12)
    for i in range(3):
        step = h * np.eye(3)[i]
        up, down = likelihood(at + step), likelihood(at - step)
        assert gradient[i] == pytest.approx((up[0] - down[0]) / (2 * h), rel=1e-6, abs=1e-7)
        assert hessian[i] == pytest.approx((up[1] - down[1]) / (2 * h), rel=1e-5, abs=1e-6)


def test_intervals_cover_the_truth_in_95_of_100_cases() -> None:
    truth = np.array([6.0, 4.0, 15.0])
    rng = np.random.default_rng(4)
    hits = np.zeros(3)
    for _ in range(1_000):
        x = rng.integers(1, 9, 1_000).astype(float)
        low, high = fit_gamma_gamma(x, gamma_gamma_means(rng, x, *truth)).intervals().T
        hits += (low <= truth) & (truth <= high)
    assert (hits >= 930).all(), hits
    assert (hits <= 970).all(), hits


def test_the_unit_of_money_scales_only_v() -> None:
    rng = np.random.default_rng(6)
    x = rng.integers(1, 9, 600).astype(float)
    mean = gamma_gamma_means(rng, x, 6, 4, 15)
    yuan, fen = fit_gamma_gamma(x, mean), fit_gamma_gamma(x, mean * 100)
    assert fen.parameters == pytest.approx(yuan.parameters * [1, 1, 100], rel=1e-5)
    assert fen.log_likelihood == pytest.approx(yuan.log_likelihood - 600 * np.log(100))


def test_equal_accounts_are_counted_as_one_line() -> None:
    rng = np.random.default_rng(7)
    x = rng.integers(1, 9, 300).astype(float)
    mean = gamma_gamma_means(rng, x, 6, 4, 15)
    doubled = fit_gamma_gamma(np.tile(x, 2), np.tile(mean, 2))
    weighed = fit_gamma_gamma(x, mean, np.full(300, 2.0))
    assert doubled.parameters == pytest.approx(weighed.parameters, rel=1e-7)
    assert doubled.correlation == pytest.approx(weighed.correlation)


def test_more_purchases_pull_the_expectation_from_the_others_to_the_account_s_own() -> None:
    model = GammaGamma(6.25, 3.74, 15.44, 0.0, 946, 0.1, np.eye(3), 0)
    others = 6.25 * 15.44 / 2.74
    expected = model.expected_spend([0, 1, 10, 1000], [0, 100, 100, 100])
    assert expected[0] == pytest.approx(others)
    assert (np.diff(expected) > 0).all()
    assert expected[-1] == pytest.approx(100, abs=0.1)


def test_a_model_without_a_mean_says_nothing_of_new_accounts() -> None:
    heavy = GammaGamma(6.0, 0.9, 15.0, 0.0, 946, 0.1, np.eye(3), 0)
    assert np.isnan(heavy.expected_spend(0, 0))
    assert heavy.expected_spend(3, 40.0) > 0


def test_too_few_accounts_and_impossible_values_are_refused() -> None:
    with pytest.raises(RefusedError, match="5 accounts have a value to learn from; 30 are needed"):
        fit_gamma_gamma(np.ones(5), np.ones(5))
    with pytest.raises(ValueError, match="x is at least 1 and mean above 0"):
        fit_gamma_gamma([1, 2], [0, 5])


def test_accounts_that_all_spend_the_same_are_refused() -> None:
    with pytest.raises(RefusedError, match="Gamma-Gamma cannot be fitted"):
        fit_gamma_gamma(np.full(100, 3.0), np.full(100, 50.0))
