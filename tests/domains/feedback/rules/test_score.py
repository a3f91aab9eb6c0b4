import pytest

from yingke.domains.feedback.rules.score import Asked, checked, score
from yingke.foundation.kernel.errors import RuleViolation

ASKED = [Asked("welcome", weight=2), Asked("content", weight=3)]


def test_the_score_is_the_weighted_mean_out_of_a_hundred():
    assert score({"welcome": 10, "content": 5}, ASKED) == 70


def test_half_a_point_is_rounded_up():
    assert score({"a": 10, "b": 9, "c": 9, "d": 9}, [Asked(code) for code in "abcd"]) == 93


@pytest.mark.parametrize(("rating", "expected"), [(0, 0), (10, 100)])
def test_the_ends_of_the_scale_are_reached(rating, expected):
    assert score({"welcome": rating, "content": rating}, ASKED) == expected


@pytest.mark.parametrize(
    ("ratings", "code", "field"),
    [
        ({"welcome": 8}, "rating_missing", "rating_content"),
        ({"welcome": 11, "content": 8}, "rating_out_of_range", "rating_welcome"),
        ({"welcome": 8, "content": -1}, "rating_out_of_range", "rating_content"),
    ],
)
def test_a_rating_that_is_missing_or_out_of_range_is_named(ratings, code, field):
    with pytest.raises(RuleViolation) as refusal:
        score(ratings, ASKED)
    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_a_form_without_questions_has_no_score():
    with pytest.raises(RuleViolation, match="no_questions"):
        score({}, [])


def test_scales_of_different_lengths_weigh_the_same():
    assert score({"welcome": 5, "content": 5}, [Asked("welcome", best=5), Asked("content")]) == 75


def test_what_may_stay_open_has_no_weight_when_it_does():
    asked = [Asked("welcome"), Asked("pick_up", weight=9, required=False)]
    assert score({"welcome": 8}, asked) == 80


def test_only_ratings_of_the_guests_count():
    asked = [
        Asked("welcome"),
        Asked("own", party="host"),
        Asked("again", kind="yes_no"),
        Asked("silent", weight=0),
    ]
    assert score({"welcome": 7, "own": 1, "again": False, "silent": 0}, asked) == 70


@pytest.mark.parametrize(
    ("question", "value", "field"),
    [
        (Asked("again", kind="yes_no"), "maybe", "answer_again"),
        (Asked("words", kind="text"), 7, "answer_words"),
        (Asked("words", kind="text"), "长" * 2001, "answer_words"),
    ],
)
def test_an_answer_that_does_not_fit_its_question_is_named(question, value, field):
    with pytest.raises(RuleViolation, match="answer_wrong") as refusal:
        checked({question.code: value}, [question])
    assert refusal.value.field == field


def test_answers_to_what_is_not_asked_are_left_out():
    given = {"again": False, "words": "", "other": 1}
    asked = [Asked("again", kind="yes_no"), Asked("words", kind="text", required=False)]
    assert checked(given, asked) == {"again": False}
