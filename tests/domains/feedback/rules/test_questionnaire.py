"""What keeps a feedback form from being published, and what two versions differ in."""

from typing import Any

import pytest

from yingke.domains.feedback.rules.questionnaire import code_for, faults


def question(code: str, **changes: Any) -> dict[str, Any]:
    values = {
        "code": code,
        "name": "迎接",
        "name_en": "",
        "kind": "rating",
        "party": "guest",
        "best": 10,
        "weight": 1,
        "required": True,
        "position": 0,
    }
    return {**values, **changes}


def test_a_form_with_one_rating_may_be_asked():
    assert faults([question("welcome")]) == []


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([], ["form_without_questions"]),
        ([question("a", name=" ")], ["question_without_name"]),
        ([question("a", best=7)], ["scale_unknown"]),
        ([question("a"), question("a")], ["question_twice"]),
        ([question("a", kind="text")], ["form_without_score"]),
        ([question("a", party="host")], ["form_without_score"]),
        ([question("a", required=False)], ["form_without_score"]),
        ([question("a", weight=0)], ["form_without_score"]),
    ],
)
def test_a_form_is_refused_for(rows, codes):
    assert [fault.code for fault in faults(rows)] == codes


def test_a_code_comes_from_the_english_words_and_is_never_used_again():
    assert code_for("Pick-up at the airport", []) == "pick_up_at_the_airport"
    assert code_for("Pick-up", ["pick_up"]) == "pick_up_2"
    assert code_for("", []) == "question"
