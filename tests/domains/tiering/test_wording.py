"""Values and conditions in words, in both languages."""

from __future__ import annotations

import pytest
from django.utils import translation

from yingke.domains.tiering import wording


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (0, "¥0", "¥0"),
        (-0.2, "¥0", "¥0"),
        (980, "¥980", "¥980"),
        (20_000_000, "¥2000万", "¥20M"),
        (426_500_000.5, "¥4.27亿", "¥426.5M"),
        (-363_100, "−¥36.31万", "−¥363.1K"),
    ],
)
def test_money_is_short(value, chinese, english):
    for language, words in (("zh-hans", chinese), ("en", english)):
        with translation.override(language):
            assert wording.money(value) == words


def test_a_condition_is_said_with_the_value_that_met_it():
    given = {"field": "score", "comparison": "<", "bound": 72.0, "value": 69.64}
    with translation.override("en"):
        assert wording.fact(given) == "Value score 69.6, below 72"
        assert wording.conditions([[("p_alive", "<", 0.3), ("score", ">=", 80)]]) == (
            "P(active) < 0.30 and Value score ≥ 80"
        )


def test_a_reason_tells_no_sum():
    given = {"field": "monetary_before", "comparison": ">", "bound": 0.0, "value": 8_130_000.0}
    with translation.override("en"):
        assert wording.fact(given) == "Revenue of the year before > ¥0"


def test_an_unknown_value_is_a_dash_and_an_unknown_field_its_name():
    assert wording.number("score", None) == "—"
    assert wording.field_name("stars") == "stars"
    assert wording.field_name("stars", {"stars": "星级"}) == "星级"
