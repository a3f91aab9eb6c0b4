"""Weights by hand, by comparison and by entropy."""

import numpy as np
import pytest

from yingke.engines.scoring.composite import by_comparison, by_entropy, by_hand

NAMES = ("strategy", "scale", "depth", "innovation")


def test_weights_by_hand_sum_to_one_and_are_not_negative() -> None:
    assert by_hand({"a": 3, "b": 1}) == {"a": 0.75, "b": 0.25}
    with pytest.raises(ValueError, match="not negative"):
        by_hand({"a": -1, "b": 2})
    with pytest.raises(ValueError, match="above 0"):
        by_hand({"a": 0})


def test_consistent_comparisons_give_their_weights_back() -> None:
    truth = {"strategy": 0.4, "scale": 0.3, "depth": 0.2, "innovation": 0.1}
    said = {(a, b): truth[a] / truth[b] for i, a in enumerate(NAMES) for b in NAMES[i + 1 :]}
    found = by_comparison(NAMES, said)
    assert found.weights == pytest.approx(truth)
    assert found.ratio == pytest.approx(0, abs=1e-9)
    assert found.consistent
    assert found.spoiler is None


def test_saaty_s_wealth_of_nations_like_matrix_has_its_known_ratio() -> None:
    # Eigenvalue by hand: for n = 3, λ = 1 + s + 1/s with s = (a12·a23/a13)^(1/3).
    found = by_comparison(("a", "b", "c"), {("a", "b"): 3, ("b", "c"): 3, ("a", "c"): 3})
    s = (3 * 3 / 3) ** (1 / 3)
    eigenvalue = 1 + s + 1 / s
    assert found.eigenvalue == pytest.approx(eigenvalue)
    assert found.ratio == pytest.approx((eigenvalue - 3) / 2 / 0.58)
    assert not found.consistent


def test_the_comparison_that_spoils_the_others_is_found() -> None:
    truth = {"strategy": 0.4, "scale": 0.3, "depth": 0.2, "innovation": 0.1}
    said = {(a, b): truth[a] / truth[b] for i, a in enumerate(NAMES) for b in NAMES[i + 1 :]}
    said["scale", "innovation"] = 1 / 5
    found = by_comparison(NAMES, said)
    assert not found.consistent
    assert found.spoiler is not None
    assert (found.spoiler.first, found.spoiler.second) == ("scale", "innovation")
    assert found.spoiler.said == pytest.approx(0.2)
    assert found.spoiler.implied == pytest.approx(3.0)
    assert found.spoiler.ratio_without == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({("a", "b"): 2}, "missing: a : c, b : c"),
        ({("a", "b"): 2, ("b", "a"): 2}, "a|b and .* compared twice"),
        ({("a", "z"): 2}, "cannot be read: a : z"),
        ({("a", "b"): 0}, "cannot be read: a : b = 0"),
    ],
)
def test_comparisons_that_cannot_be_used_are_named(
    said: dict[tuple[str, str], float], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        by_comparison(("a", "b", "c"), said)


def test_entropy_gives_weight_to_what_tells_accounts_apart() -> None:
    rng = np.random.default_rng(1)
    found = by_entropy(
        {
            "same": np.full(100, 50.0),
            "close": rng.uniform(45, 55, 100),
            "spread": rng.uniform(0, 100, 100),
        }
    )
    assert found["same"] == pytest.approx(0, abs=1e-9)
    assert 0 < found["close"] < 0.1 < 0.9 < found["spread"]
    assert sum(found.values()) == pytest.approx(1)


def test_entropy_follows_its_formula_and_skips_what_is_not_known() -> None:
    shares = np.array([0.1, 0.2, 0.7])
    gap = 1 + (shares * np.log(shares)).sum() / np.log(3)
    found = by_entropy({"a": [1, 2, np.nan, 7], "b": [10, 20, 70, np.nan]})
    assert found == pytest.approx({"a": 0.5, "b": 0.5})
    other = by_entropy({"a": [1, 2, 7], "c": [1, 1, 0]})
    ratio = gap / (1 - np.log(2) / np.log(3))
    assert other["a"] / other["c"] == pytest.approx(ratio)


def test_entropy_refuses_scores_that_tell_nobody_apart() -> None:
    with pytest.raises(ValueError, match="no score tells"):
        by_entropy({"same": [5, 5, 5]})
    with pytest.raises(ValueError, match="negative"):
        by_entropy({"a": [-1, 2]})
