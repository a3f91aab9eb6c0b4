"""Composite scores: scales, weights, scorecards, and scores that explain themselves."""

from .scales import Percentile, Scale, Threshold, ZScore
from .scorecard import DEFAULT_SCORECARD, Dimension, Missing, Part, Scorecard
from .scores import Line, Scores, score
from .weights import Ahp, Spoiler, by_comparison, by_entropy, by_hand

__all__ = [
    "DEFAULT_SCORECARD",
    "Ahp",
    "Dimension",
    "Line",
    "Missing",
    "Part",
    "Percentile",
    "Scale",
    "Scorecard",
    "Scores",
    "Spoiler",
    "Threshold",
    "ZScore",
    "by_comparison",
    "by_entropy",
    "by_hand",
    "score",
]
