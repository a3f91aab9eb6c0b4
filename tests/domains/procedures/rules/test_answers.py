"""Answers to the questions of a request form."""

from datetime import date

import pytest

from yingke.domains.procedures.rules.answers import Question, check_answers
from yingke.foundation.kernel.errors import RuleViolation

QUESTIONS = [
    Question("topics", "long_text", required=True),
    Question("nights", "number"),
    Question("day", "date"),
    Question("transport", "choice", options=("pickup", "own")),
    Question("route", "choices", options=("line", "lab")),
    Question("photos", "yes_no"),
]


def test_good_answers_are_kept_in_a_form_that_json_takes() -> None:
    answers = {
        "topics": "并网",
        "nights": 2,
        "day": date(2025, 11, 25),
        "transport": "own",
        "route": ["lab"],
        "photos": False,
        "unknown": "dropped",
    }
    kept = check_answers(QUESTIONS, answers, complete=True)
    assert kept == {
        "topics": "并网",
        "nights": 2,
        "day": "2025-11-25",
        "transport": "own",
        "route": ["lab"],
        "photos": False,
    }


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("topics", 5),
        ("topics", "字" * 4001),
        ("nights", "two"),
        ("nights", True),
        ("day", "tomorrow"),
        ("day", 7),
        ("transport", "rocket"),
        ("route", ["line", "moon"]),
        ("route", "line"),
        ("photos", "maybe"),
    ],
)
def test_a_wrong_answer_names_its_field(code: str, value: object) -> None:
    with pytest.raises(RuleViolation) as caught:
        check_answers(QUESTIONS, {code: value}, complete=False)
    assert (caught.value.code, caught.value.field) == ("answer_wrong", f"answer_{code}")


def test_a_required_answer_may_wait_until_the_submission() -> None:
    assert check_answers(QUESTIONS, {}, complete=False) == {}
    with pytest.raises(RuleViolation, match="answer_missing"):
        check_answers(QUESTIONS, {}, complete=True)
