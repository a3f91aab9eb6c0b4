"""One score from several ratings."""

from collections.abc import Mapping

from yingke.foundation.kernel.errors import RuleViolation

BEST = 10


def score(ratings: Mapping[str, int], weights: Mapping[str, int]) -> int:
    """The weighted mean of ratings from 0 to 10, as 0–100, rounded half up.

    Every weighted question needs a rating; RuleViolation names the field of the first that lacks
    one or is out of range.
    """
    for code in weights:
        rating = ratings.get(code)
        if rating is None:
            raise RuleViolation("rating_missing", field=f"rating_{code}")
        if not 0 <= rating <= BEST:
            raise RuleViolation("rating_out_of_range", field=f"rating_{code}", best=BEST)
    total = sum(weights.values())
    if not total:
        raise RuleViolation("no_questions")
    points = sum(ratings[code] * weight for code, weight in weights.items())
    return (points * 100 * 2 + BEST * total) // (2 * BEST * total)
