"""What an administrator may ask: codes, choices, and what excludes what."""

import pytest

from yingke.domains.procedures.rules.request_form import (
    Wording,
    check_wording,
    code_for,
    lines_of,
    options_from,
)
from yingke.foundation.kernel.errors import RuleViolation

TWO = ({"value": "a", "name": "甲", "name_en": "A"}, {"value": "b", "name": "乙", "name_en": "B"})


def refusal(call, *args, **kwargs):
    with pytest.raises(RuleViolation) as caught:
        call(*args, **kwargs)
    return caught.value.code, caught.value.field


@pytest.mark.parametrize(
    ("wording", "answer"),
    [
        (Wording(name="  "), ("name_missing", "name")),
        (
            Wording(name="预算", required=True, hidden_from_requester=True),
            ("hidden_and_required", "required"),
        ),
        (Wording(name="接送", kind="choice", options=TWO[:1]), ("choices_missing", "options")),
    ],
)
def test_a_question_that_nobody_could_answer_is_refused(wording, answer):
    assert refusal(check_wording, wording) == answer


def test_a_question_with_two_choices_can_be_asked():
    check_wording(Wording(name="接送", kind="choice", options=TWO, required=True))


def test_a_code_is_taken_as_it_is_wanted_unless_it_stands_on_the_form_already():
    assert code_for("press", "Anything", {"topics"}) == "press"
    assert refusal(code_for, "topics", "", {"topics"}) == ("code_taken", "code")


def test_a_code_comes_from_the_english_question_and_is_numbered_where_it_is_taken():
    assert code_for("", "Press interviews?", set()) == "press_interviews"
    assert code_for("", "Topics", {"topics", "topics_2"}) == "topics_3"
    assert code_for("", "", set()) == "question"
    assert len(code_for("", "a" * 90, set())) <= 40


def test_choices_are_read_one_from_each_line_in_both_languages():
    assert options_from("展厅 | Showroom\n\n 实验室｜Laboratory \n食堂") == [
        {"value": "showroom", "name": "展厅", "name_en": "Showroom"},
        {"value": "laboratory", "name": "实验室", "name_en": "Laboratory"},
        {"value": "choice_3", "name": "食堂", "name_en": ""},
    ]


def test_a_choice_that_was_there_keeps_its_value_when_one_of_its_names_stays():
    changed = options_from("甲 | Alpha\n乙号 | B\n丙 | A", TWO)
    assert [option["value"] for option in changed] == ["a", "b", "a_2"]


def test_the_same_choice_twice_is_refused():
    assert refusal(options_from, "甲 | A\n甲 | B") == ("choice_twice", "options")
    assert refusal(options_from, "| A") == ("choice_twice", "options")


def test_choices_read_back_as_they_were_written():
    assert lines_of([*TWO, {"value": "c", "name": "丙", "name_en": ""}]) == "甲 | A\n乙 | B\n丙"
