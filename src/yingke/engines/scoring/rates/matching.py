"""A treated group against matched controls: what a trial without a draw can and cannot show."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.special import expit, ndtr

from .intervals import Interval, Vector, bootstrap_mean

Places = npt.NDArray[np.int64]

CALIPER = 0.2
"""Widest gap within a pair, in deviations of the propensity's logit (Austin 2011)."""

BALANCED = 0.25
"""Standardised difference beyond which matched groups still differ (Rubin 2001)."""


NO_LOTS = (
    "Nobody drew lots: what chose the treated accounts and is not among the covariates may cause "
    "the difference."
)
DRIFT = (
    "Accounts chosen for a very good or bad past drift back to the middle by themselves; only "
    "covariates that hold this past guard against it."
)


class Answer(StrEnum):
    """What the comparison says."""

    DIFFERENCE = "difference"
    NO_DIFFERENCE_SEEN = "no difference seen"
    NOT_ENOUGH_DATA = "not enough data"


@dataclass(frozen=True, slots=True)
class Balance:
    """One covariate's standardised difference of treated and controls, before and after."""

    covariate: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The mean difference in the outcome, treated less matched control.

    ``pairs`` are positions (treated, control). ``hidden`` is the strength of a hidden cause, as
    a factor on the odds of being treated, from which on it alone could explain the difference
    (Rosenbaum's Γ; None where there is no difference to explain). ``limits`` says in sentences
    what the comparison cannot show.
    """

    effect: Interval
    answer: Answer
    balance: tuple[Balance, ...]
    pairs: Places
    unmatched: int
    hidden: float | None
    limits: tuple[str, ...]


def compare_with_matched(
    treated: npt.ArrayLike,
    covariates: Mapping[str, npt.ArrayLike],
    outcome: npt.ArrayLike,
    *,
    level: float = 0.95,
    widest: float | None = None,
    fewest: int = 10,
    seed: int = 1,
) -> Comparison:
    """Pair each treated account with the nearest free control and compare their outcomes.

    Covariates are what was known *before* the treatment, one number per account. Pairs are made
    by Mahalanobis distance within a caliper on the propensity, each control used once; what
    differs still within pairs is taken out by regression. ``widest`` bounds the interval
    (default: one and a half deviations of the controls' outcome). ValueError for missing values.
    """
    is_treated = np.asarray(treated, dtype=bool)
    matrix = np.stack([np.asarray(v, dtype=float) for v in covariates.values()], axis=1)
    y = np.asarray(outcome, dtype=float)
    if np.isnan(matrix).any() or np.isnan(y).any():
        raise ValueError("accounts with unknown covariates or outcome cannot be compared")
    if is_treated.all() or not is_treated.any():
        raise ValueError("there must be treated accounts and others to compare them with")
    scale = matrix.std(axis=0)
    standard = (matrix - matrix.mean(axis=0)) / np.where(scale > 0, scale, 1.0)
    pairs = _pairs(is_treated, standard)
    unmatched = int(is_treated.sum()) - len(pairs)
    gaps, pulls = _adjusted_gaps(y, standard, pairs)
    bound = 1.5 * float(y[~is_treated].std()) if widest is None else widest
    effect = bootstrap_mean(pulls, level=level, seed=seed, widest=bound)
    answer = _answer(effect, len(pairs), fewest)
    balance = _balance(tuple(covariates), matrix, is_treated, pairs)
    hidden = _hidden(gaps) if answer == Answer.DIFFERENCE else None
    return Comparison(
        effect, answer, balance, pairs, unmatched, hidden, _limits(balance, unmatched, hidden)
    )


def _propensity(treated: npt.NDArray[np.bool_], standard: Vector) -> Vector:
    """Logit of being treated, by ridge-steadied logistic regression (separation stays finite)."""
    design = np.column_stack((np.ones(len(standard)), standard))
    beta = np.zeros(design.shape[1])
    ridge = np.full(design.shape[1], 0.5)
    ridge[0] = 1e-6
    for _ in range(50):
        chance = expit(design @ beta)
        weight = chance * (1 - chance)
        gradient = design.T @ (treated - chance) - ridge * beta
        step = np.linalg.solve((design.T * weight) @ design + np.diag(ridge), gradient)
        beta += np.clip(step, -3, 3)
        if np.abs(step).max() < 1e-9:
            break
    return np.asarray(design @ beta)


def _pairs(treated: npt.NDArray[np.bool_], standard: Vector) -> Places:
    """Greedy pairs, hardest first: treated accounts with the highest propensity choose first."""
    logit = _propensity(treated, standard)
    caliper = CALIPER * float(logit.std())
    spread = np.atleast_2d(np.cov(standard, rowvar=False)) + 1e-6 * np.eye(standard.shape[1])
    inverse = np.linalg.inv(spread)
    free = np.flatnonzero(~treated)
    pairs = []
    for one in sorted(np.flatnonzero(treated), key=lambda i: (-logit[i], i)):
        near = np.abs(logit[free] - logit[one]) <= caliper + 1e-12
        if not near.any():
            continue
        away = standard[free[near]] - standard[one]
        distance = np.einsum("ij,jk,ik->i", away, inverse, away)
        chosen = free[near][int(np.argmin(distance))]
        pairs.append((one, chosen))
        free = free[free != chosen]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _adjusted_gaps(y: Vector, standard: Vector, pairs: Places) -> tuple[Vector, Vector]:
    """Differences within pairs, less what the pairs' own covariates explain of them.

    Also each pair's pull on their mean, to which it sums up as the differences do. A pair far out
    bends the regression towards itself, so its pull is that of a regression without it (the
    jackknife of MacKinnon & White 1985, HC3): else the interval of few pairs is too short.
    """
    gaps = y[pairs[:, 0]] - y[pairs[:, 1]]
    apart = standard[pairs[:, 0]] - standard[pairs[:, 1]]
    if len(gaps) < 5 * (standard.shape[1] + 1):
        return gaps, gaps
    design = np.column_stack((np.ones(len(gaps)), apart))
    inverse = np.linalg.pinv(design.T @ design)
    fitted = inverse @ design.T @ gaps
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    left = (gaps - design @ fitted) / np.maximum(1 - leverage, 1e-9)
    pull = len(gaps) * (design @ inverse)[:, 0] * left
    return np.asarray(gaps - apart @ fitted[1:]), np.asarray(fitted[0] + pull - pull.mean())


def _answer(effect: Interval, pairs: int, fewest: int) -> Answer:
    if pairs < fewest or not effect.enough or effect.low is None or effect.high is None:
        return Answer.NOT_ENOUGH_DATA
    if effect.low > 0 or effect.high < 0:
        return Answer.DIFFERENCE
    return Answer.NO_DIFFERENCE_SEEN


def _balance(
    names: tuple[str, ...], matrix: Vector, treated: npt.NDArray[np.bool_], pairs: Places
) -> tuple[Balance, ...]:
    told = []
    for j, name in enumerate(names):
        one, other = matrix[treated, j], matrix[~treated, j]
        spread = float(np.sqrt((one.var() + other.var()) / 2)) or 1.0
        before = float(one.mean() - other.mean()) / spread
        after = float((matrix[pairs[:, 0], j] - matrix[pairs[:, 1], j]).mean()) / spread
        told.append(Balance(name, before, after if len(pairs) else float("nan")))
    return tuple(told)


def _hidden(gaps: Vector) -> float:
    """The largest Γ at which Wilcoxon's signed-rank test still rejects at 5 % (Rosenbaum 2002)."""
    moved = gaps[np.abs(gaps) > 1e-12]
    n = len(moved)
    ranks = np.argsort(np.argsort(np.abs(moved))) + 1.0
    towards = np.sign(np.mean(gaps))
    statistic = float(ranks[np.sign(moved) == towards].sum())
    strongest = 1.0
    for gamma in np.arange(1.0, 10.05, 0.05):
        chance = gamma / (1 + gamma)
        mean = chance * n * (n + 1) / 2
        spread = np.sqrt(chance * (1 - chance) * n * (n + 1) * (2 * n + 1) / 6)
        if ndtr(-(statistic - mean) / spread) > 0.025:
            break
        strongest = float(gamma)
    return round(strongest, 2)


def _limits(balance: tuple[Balance, ...], unmatched: int, hidden: float | None) -> tuple[str, ...]:
    said = [
        NO_LOTS,
        DRIFT,
    ]
    if hidden is not None:
        said.append(
            f"A hidden cause that multiplies the odds of being treated by {hidden:g} could "
            "explain the difference alone."
        )
    if unmatched:
        said.append(
            f"{unmatched} treated accounts have no comparable control; the result says nothing "
            "of them."
        )
    uneven = [one.covariate for one in balance if not abs(one.after) <= BALANCED]
    if uneven:
        said.append(f"The pairs still differ in {', '.join(uneven)}.")
    return tuple(said)
