import pytest

from yingke.domains.feedback.rules.score import score
from yingke.foundation.kernel.errors import RuleViolation

WEIGHTS = {"welcome": 2, "content": 3}


def test_the_score_is_the_weighted_mean_out_of_a_hundred():
    assert score({"welcome": 10, "content": 5}, WEIGHTS) == 70


def test_half_a_point_is_rounded_up():
    assert score({"a": 10, "b": 9, "c": 9, "d": 9}, {"a": 1, "b": 1, "c": 1, "d": 1}) == 93


@pytest.mark.parametrize(("rating", "expected"), [(0, 0), (10, 100)])
def test_the_ends_of_the_scale_are_reached(rating, expected):
    assert score({"welcome": rating, "content": rating}, WEIGHTS) == expected


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
        score(ratings, WEIGHTS)
    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_a_form_without_questions_has_no_score():
    with pytest.raises(RuleViolation, match="no_questions"):
        score({}, {})
