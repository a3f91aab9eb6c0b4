"""Answers to the company's own questions of the request form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yingke.foundation.kernel import bounds
from yingke.foundation.kernel.errors import RuleViolation

LONGEST = {"text": 300, "long_text": 4000}


@dataclass(frozen=True)
class Question:
    """A question of the form; `options` are the values of choices."""

    code: str
    kind: str
    required: bool = False
    options: tuple[str, ...] = ()


def check_answers(
    questions: Sequence[Question], answers: Mapping[str, Any], *, complete: bool, nights: int
) -> dict[str, Any]:
    """Return valid answers as JSON values, without those to unknown questions.

    `complete` requires all mandatory answers, as on submission; `nights` is the length of the
    stay. RuleViolation names the field.
    """
    kept: dict[str, Any] = {}
    for question in questions:
        value = answers.get(question.code)
        if value in (None, "", []):
            if complete and question.required:
                raise RuleViolation("answer_missing", field=f"answer_{question.code}")
            continue
        kept[question.code] = _checked(question, value)
        if question.kind == "nights" and value > nights:
            field = f"answer_{question.code}"
            raise RuleViolation("too_many_nights", field=field, nights=nights, more=value - nights)
    return kept


def _checked(question: Question, value: Any) -> Any:
    """Return the value as it is stored; `_SHAPES` has one entry for each kind."""
    fits = _SHAPES[question.kind]
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not fits(question, value):
        raise RuleViolation("answer_wrong", field=f"answer_{question.code}")
    return bool(value) if question.kind == "yes_no" else value


def _is_text(question: Question, value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST[question.kind]


def _is_number(question: Question, value: Any) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return abs(value) < bounds.LARGEST_NUMBER  # False for NaN


def _is_count(question: Question, value: Any) -> bool:
    return (
        isinstance(value, int)
        and not isinstance(value, bool)
        and 0 <= value < bounds.LARGEST_NUMBER
    )


def _is_date(question: Question, value: Any) -> bool:
    try:
        return bounds.is_within(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _is_choice(question: Question, value: Any) -> bool:
    return value in question.options


def _are_choices(question: Question, value: Any) -> bool:
    return isinstance(value, list) and all(one in question.options for one in value)


def _is_yes_or_no(question: Question, value: Any) -> bool:
    return isinstance(value, bool)


_SHAPES: dict[str, Callable[[Question, Any], bool]] = {
    "text": _is_text,
    "long_text": _is_text,
    "number": _is_number,
    "nights": _is_count,
    "date": _is_date,
    "choice": _is_choice,
    "choices": _are_choices,
    "yes_no": _is_yes_or_no,
}
