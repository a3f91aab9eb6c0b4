"""Answers to the questions of a request form that the company defined itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yingke.foundation.kernel.errors import RuleViolation

LONGEST = {"text": 300, "long_text": 4000}


@dataclass(frozen=True)
class Question:
    """One field of the form; `options` are the values of the choice kinds."""

    code: str
    kind: str
    required: bool = False
    options: tuple[str, ...] = ()


def check_answers(
    questions: Sequence[Question], answers: Mapping[str, Any], *, complete: bool
) -> dict[str, Any]:
    """The answers in JSON-able form, without those to questions that do not exist.

    `complete` asks for all required ones, as at submission. RuleViolation names the field.
    """
    kept: dict[str, Any] = {}
    for question in questions:
        value = answers.get(question.code)
        if value in (None, "", []):
            if complete and question.required:
                raise RuleViolation("answer_missing", field=f"answer_{question.code}")
            continue
        kept[question.code] = _checked(question, value)
    return kept


def _checked(question: Question, value: Any) -> Any:
    wrong = RuleViolation("answer_wrong", field=f"answer_{question.code}")
    match question.kind:
        case "number":
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise wrong
        case "date":
            value = value.isoformat() if isinstance(value, date) else value
            try:
                date.fromisoformat(value)
            except (TypeError, ValueError):
                raise wrong from None
        case "choice":
            if value not in question.options:
                raise wrong
        case "choices":
            if not isinstance(value, list) or not set(value) <= set(question.options):
                raise wrong
        case "yes_no":
            value = bool(value)
        case _:
            if not isinstance(value, str) or len(value) > LONGEST.get(question.kind, 300):
                raise wrong
    return value
