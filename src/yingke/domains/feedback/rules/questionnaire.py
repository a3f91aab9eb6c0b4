"""Faults of a feedback form before it is published, and differences between two versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

Values = Mapping[str, Any]
SCALES: Final = (5, 10)


@dataclass(frozen=True)
class Fault:
    """A fault of a version; `web.messages` has its text."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


def faults(questions: Sequence[Values]) -> list[Fault]:
    """Return all faults of these questions; empty if they may be published."""
    if not questions:
        return [Fault("form_without_questions")]
    found = []
    for number, row in enumerate(questions, start=1):
        if not row["name"].strip():
            found.append(Fault("question_without_name", {"number": number}))
        if row["kind"] == "rating" and row["best"] not in SCALES:
            found.append(Fault("scale_unknown", {"name": row["name"], "best": row["best"]}))
    codes = [row["code"] for row in questions]
    twice = dict.fromkeys(code for code in codes if codes.count(code) > 1)
    found += [Fault("question_twice", {"code": code}) for code in twice]
    if not any(_makes_a_score(row) for row in questions):
        found.append(Fault("form_without_score"))
    return found


def code_for(name_en: str, taken: Sequence[str]) -> str:
    """Derive a code for a new question from its English words."""
    letters = "".join(letter if letter.isalnum() else " " for letter in name_en.lower())
    words = [word for word in letters.split() if word.isascii()]
    stem = "_".join(words)[:36] or "question"
    numbered = (stem if number == 1 else f"{stem}_{number}" for number in range(1, 1000))
    return next(code for code in numbered if code not in taken)


def _makes_a_score(row: Values) -> bool:
    """Whether guests must answer it with a rating that has a weight."""
    rated = row["kind"] == "rating" and row["party"] == "guest"
    return bool(rated and row["required"] and row["weight"])
