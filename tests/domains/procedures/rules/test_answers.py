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
    Question("weight", "number"),
    Question("hotel", "nights"),
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
    kept = check_answers(QUESTIONS, answers, complete=True, nights=2)
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
        ("weight", float("nan")),
        ("weight", float("inf")),
        ("hotel", 1.5),
        ("hotel", -1),
        ("hotel", True),
    ],
)
def test_a_wrong_answer_names_its_field(code: str, value: object) -> None:
    with pytest.raises(RuleViolation) as caught:
        check_answers(QUESTIONS, {code: value}, complete=False, nights=2)
    assert (caught.value.code, caught.value.field) == ("answer_wrong", f"answer_{code}")


def test_a_required_answer_may_wait_until_the_submission() -> None:
    assert check_answers(QUESTIONS, {}, complete=False, nights=2) == {}
    with pytest.raises(RuleViolation, match="answer_missing"):
        check_answers(QUESTIONS, {}, complete=True, nights=2)


def test_whole_numbers_are_kept_without_decimals() -> None:
    kept = check_answers(QUESTIONS, {"nights": 2.0, "weight": 2.5}, complete=False, nights=0)
    assert {code: repr(value) for code, value in kept.items()} == {"nights": "2", "weight": "2.5"}


def test_hotel_nights_are_no_more_than_those_of_the_stay() -> None:
    assert check_answers(QUESTIONS, {"hotel": 2}, complete=False, nights=2) == {"hotel": 2}
    with pytest.raises(RuleViolation) as caught:
        check_answers(QUESTIONS, {"hotel": 3}, complete=False, nights=2)
    assert (caught.value.code, caught.value.field) == ("too_many_nights", "answer_hotel")
    assert caught.value.params == {"nights": 2, "more": 1}
