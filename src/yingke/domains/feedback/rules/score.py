"""The score of several ratings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from yingke.foundation.kernel.errors import RuleViolation

BEST = 10
LONGEST = 2000


@dataclass(frozen=True)
class Asked:
    """A question as the rules see it; a rating runs from 0 to `best`."""

    code: str
    kind: str = "rating"
    party: str = "guest"
    best: int = BEST
    weight: int = 1
    required: bool = True

    @property
    def counts(self) -> bool:
        """Whether its answer is part of the score."""
        return self.kind == "rating" and self.party == "guest" and self.weight > 0


def checked(given: Mapping[str, Any], asked: Sequence[Asked]) -> dict[str, Any]:
    """Return valid answers, without those left open.

    RuleViolation names the field of the first answer that is missing or does not fit its
    question.
    """
    kept: dict[str, Any] = {}
    for question in asked:
        value = given.get(question.code)
        if value is None or value == "":
            if question.required:
                raise RuleViolation("rating_missing", field=field_of(question))
            continue
        kept[question.code] = _fitting(question, value)
    return kept


def score(answers: Mapping[str, Any], asked: Sequence[Asked]) -> int:
    """Return the weighted mean of the guests' ratings (0–100), rounded half up.

    Required questions need an answer; unanswered optional ones have no weight.
    """
    given = checked(answers, asked)
    rated = [question for question in asked if question.counts and question.code in given]
    total = sum(question.weight for question in rated)
    if not total:
        raise RuleViolation("no_questions")
    points = sum(Fraction(given[one.code], one.best) * one.weight for one in rated)
    return int(points * 100 / total + Fraction(1, 2))


def field_of(question: Asked) -> str:
    """Return the form field that answers a question."""
    return f"{'rating' if question.kind == 'rating' else 'answer'}_{question.code}"


def _fitting(question: Asked, value: Any) -> Any:
    if question.kind == "rating":
        if not isinstance(value, int) or not 0 <= value <= question.best:
            raise RuleViolation("rating_out_of_range", field=field_of(question), best=question.best)
        return value
    wanted = bool if question.kind == "yes_no" else str
    if not isinstance(value, wanted) or len(str(value)) > LONGEST:
        raise RuleViolation("answer_wrong", field=field_of(question))
    return value
