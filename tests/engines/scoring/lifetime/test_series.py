"""The hypergeometric series: right, and honest about its error."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scipy.special import hyp2f1

from yingke.engines.scoring.lifetime.series import hypergeometric

sizes = st.floats(0.01, 60)


def to_fifty_digits(a: float, b: float, c: float, z: float) -> float:
    """The same series in decimal arithmetic, far past the last digit of a float."""
    with localcontext() as context:
        context.prec = 50
        pa, pb, pc, pz = Decimal(a), Decimal(b), Decimal(c), Decimal(z)
        total = term = Decimal(1)
        k = 0
        while abs(term) > total * Decimal(10) ** -30 or k < 200:
            term *= (pa + k) * (pb + k) / ((pc + k) * (k + 1)) * pz
            total += term
            k += 1
        return float(total)


@settings(max_examples=60, deadline=None, derandomize=True, phases=[Phase.generate])
@given(sizes, sizes, sizes, st.floats(0, 0.95))
def test_the_series_of_positive_terms_is_right_within_its_stated_error(
    a: float, b: float, more: float, z: float
) -> None:
    c = b + more
    value, error = hypergeometric(a, b, c, z)
    assert abs(value - to_fifty_digits(a, b, c, z)) <= error
    assert error <= 1e-11 * abs(value)


def test_known_values_lie_within_the_stated_error() -> None:
    z = np.linspace(-0.95, 0.95, 39)
    for (a, b, c), exact in (
        ((1, 1, 2), np.where(z == 0, 1.0, -np.log1p(-z) / np.where(z == 0, 1.0, z))),
        ((2.5, 3, 3), (1 - z) ** -2.5),
        ((0.5, 0.5, 1.5), None),
    ):
        value, error = hypergeometric(a, b, c, z)
        truth = hyp2f1(a, b, c, z) if exact is None else exact
        assert (np.abs(value - truth) <= error + 2e-15 * np.abs(truth)).all()


def test_outside_its_disc_the_series_refuses() -> None:
    with pytest.raises(ValueError, match="needs"):
        hypergeometric(1, 1, 2, 1.0)
    with pytest.raises(ValueError, match="needs"):
        hypergeometric(1, 1, -2, 0.5)
