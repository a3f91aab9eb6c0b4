"""BG/NBD: gradients, known truth, honest intervals, answers without a pole, and refusals."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import hyp2f1
from tests.engines.scoring.simulation import bg_nbd_customers

from yingke.engines.scoring import RefusedError
from yingke.engines.scoring.lifetime import BgNbd, Histories, fit_bgnbd
from yingke.engines.scoring.lifetime.bgnbd import _Likelihood

PUBLISHED = BgNbd(0.243, 4.414, 0.793, 2.426, -9582.4, 2357, 946, np.eye(4), 0)
"""The estimates of Fader, Hardie & Lee (2005) for their data of 2,357 customers."""


def test_the_published_example_is_answered_to_its_printed_digits() -> None:
    # Fader, Hardie & Lee (2005), the worked example of the paper's spreadsheet note: x = 2,
    # t_x = 30.43, T = 38.86, 39 weeks ahead.
    assert PUBLISHED.expected_purchases(39, 2, 30.43, 38.86) == pytest.approx(1.226, abs=5e-4)


def test_gradient_and_curvature_are_those_of_the_likelihood() -> None:
    rng = np.random.default_rng(1)
    drawn = bg_nbd_customers(rng, 400, 0.5, 5.0, 0.9, 2.0, rng.uniform(10, 60, 400))
    likelihood = _Likelihood(drawn)
    at, h = np.log([0.4, 3.0, 0.6, 1.7]), 1e-5
    _, gradient, hessian = likelihood(at)
    for i in range(4):
        step = h * np.eye(4)[i]
        up, down = likelihood(at + step), likelihood(at - step)
        assert gradient[i] == pytest.approx((up[0] - down[0]) / (2 * h), rel=1e-6)
        assert hessian[i] == pytest.approx((up[1] - down[1]) / (2 * h), rel=1e-5, abs=1e-4)


def test_the_likelihood_is_the_paper_s_formula() -> None:
    r, alpha, a, b = 0.4, 3.0, 0.6, 1.7
    x, t_x, t = 3, 20.0, 30.0
    beta = (a / (b + x - 1)) * ((alpha + t) / (alpha + t_x)) ** (r + x)
    rising = r * (r + 1) * (r + 2)
    share = (b * (b + 1) * (b + 2)) / ((a + b) * (a + b + 1) * (a + b + 2))
    expected = np.log(rising * alpha**r / (alpha + t) ** (r + x) * share * (1 + beta))
    value, _, _ = _Likelihood(Histories.of([x], [t_x], [t]))(np.log([r, alpha, a, b]))
    assert value == pytest.approx(expected, rel=1e-12)


def test_compressed_histories_give_the_same_fit_as_the_customers_one_by_one() -> None:
    rng = np.random.default_rng(2)
    drawn = bg_nbd_customers(rng, 3000, 0.5, 5.0, 0.9, 2.0, rng.integers(70, 280, 3000) / 7)
    days = Histories.of(drawn.x, np.ceil(drawn.t_x * 7) / 7, drawn.t)
    lines = days.compressed()
    assert len(lines.x) < 3000
    assert lines.accounts == 3000
    one_by_one = _Likelihood(days)(np.log([0.5, 5, 0.9, 2]))
    together = _Likelihood(lines)(np.log([0.5, 5, 0.9, 2]))
    assert together[0] == pytest.approx(one_by_one[0], rel=1e-12)
    assert together[2] == pytest.approx(one_by_one[2], rel=1e-9)


def test_intervals_cover_the_truth_in_95_of_100_cases() -> None:
    truth = np.array([0.9, 6.0, 1.0, 3.0])
    rng = np.random.default_rng(3)
    hits = np.zeros(4)
    for _ in range(1_000):
        weeks = rng.integers(40, 80, 800).astype(float)
        fit = fit_bgnbd(bg_nbd_customers(rng, 800, *truth, weeks))
        low, high = fit.intervals().T
        hits += (low <= truth) & (truth <= high)
    assert (hits >= 930).all(), hits
    assert (hits <= 970).all(), hits


def test_p_alive_is_sure_without_repeats_and_falls_with_silence() -> None:
    weeks = np.array([1.0, 10, 40, 200])
    assert (PUBLISHED.p_alive(0, 0, weeks) == 1).all()
    alive = PUBLISHED.p_alive(4, 1.0, weeks)
    assert (np.diff(alive) < 0).all()
    assert alive[-1] < 1e-5


@pytest.mark.parametrize("a", [0.3, 0.999, 1 - 1e-9, 1.0, 1 + 1e-7, 2.5])
@pytest.mark.parametrize("horizon", [0.5, 39.0, 400.0])
def test_expected_purchases_have_no_pole_and_agree_with_the_integral(
    a: float, horizon: float
) -> None:
    model = replace(PUBLISHED, a=a)
    r, alpha, b = model.r, model.alpha, model.b
    for x, t_x, t in ((0, 0.0, 38.86), (2, 30.43, 38.86), (25, 36.0, 38.86)):

        def rate(s: float, x: int = x, t: float = t) -> float:
            return float((r + x) / (alpha + t) * hyp2f1(r + x + 1, a, a + b + x, -s / (alpha + t)))

        whole = quad(rate, 0, horizon, epsabs=0, epsrel=1e-10, limit=500)[0]
        expected = whole * float(model.p_alive(x, t_x, t))
        assert model.expected_purchases(horizon, x, t_x, t) == pytest.approx(expected, rel=1e-7)


def test_hundreds_of_purchases_overflow_nothing() -> None:
    found = PUBLISHED.expected_purchases(52, [500, 500], [10.0, 100.0], [100.0, 100.0])
    assert np.isfinite(found).all()
    assert found[0] == pytest.approx(0, abs=1e-9)
    assert 200 < found[1] < 260


def test_too_few_repeaters_are_refused_with_their_number() -> None:
    drawn = Histories.of([0] * 100 + [1] * 12, [0] * 100 + [3] * 12, [20] * 112)
    with pytest.raises(RefusedError, match="12 of 112 accounts bought again; at least 30"):
        fit_bgnbd(drawn)


def test_customers_who_never_leave_are_refused() -> None:
    rng = np.random.default_rng(5)
    x = rng.poisson(rng.gamma(2.0, 0.25, 500) * 40)
    t_x = np.where(x > 0, 40 * rng.beta(np.maximum(x, 1), 1), 0)
    with pytest.raises(RefusedError, match="BG/NBD cannot be fitted"):
        fit_bgnbd(Histories.of(x, t_x, np.full(500, 40.0)))


def test_a_history_that_cannot_be_is_named() -> None:
    with pytest.raises(ValueError, match="history 1 is impossible: x = 2, t_x = 9, t = 5"):
        Histories.of([1, 2], [3, 9], [5, 5])
    with pytest.raises(ValueError, match="vectors of one length"):
        Histories.of([1, 2], [3], [5, 5])
