"""Declaring parameters, and saying their values."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from tests.factories.policy import make_parameter

from yingke.foundation import policy
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy.parameters import declared, scope_choices


def test_a_declared_parameter_is_found_by_its_code():
    parameter = make_parameter(code="sample.lead_time")

    assert declared()["sample.lead_time"] == parameter


def test_the_same_declaration_twice_is_one_and_another_is_refused():
    make_parameter(code="sample.lead_time", default=3)
    make_parameter(code="sample.lead_time", default=3)

    with pytest.raises(ValueError, match="declared twice"):
        make_parameter(code="sample.lead_time", default=4)


def test_a_default_of_another_kind_is_refused():
    with pytest.raises(RuleViolation):
        make_parameter(kind="hours", default=24)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("working_days", 1, "1 working day"),
        ("working_days", 3, "3 working days"),
        ("hours", timedelta(hours=24), "24 hours"),
        ("hours", timedelta(minutes=90), "1.5 hours"),
        ("minutes", timedelta(minutes=1), "1 minute"),
        ("days", timedelta(days=7), "7 days"),
        ("percent", Decimal(95), "95 %"),
        ("score", Decimal(90), "90 points"),
        ("money", Decimal(200000), "¥200,000.00"),
        ("count", 3, "3"),
        ("text", "tea", "tea"),
        ("bool", True, "yes"),
        ("bool", False, "no"),
    ],
)
def test_a_value_is_said_with_its_unit(kind, value, words):
    with translation.override("en"):
        assert make_parameter(kind=kind, default=value).in_words(value) == words


def test_offered_scopes_are_read_when_a_page_asks():
    sites = [("shanghai", "上海")]
    policy.offer_scope("site", lambda: sites)
    sites.append(("beijing", "北京"))

    assert scope_choices() == {"site": [("shanghai", "上海"), ("beijing", "北京")]}


def test_nobody_offers_a_dimension_that_does_not_exist():
    with pytest.raises(ValueError, match="colour"):
        policy.offer_scope("colour", list)
