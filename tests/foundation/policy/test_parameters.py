"""Declaring parameters, and saying their values."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from tests.factories.policy import make_parameter

from yingke.foundation import policy
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy import queries, services
from yingke.foundation.policy.dimensions import dimensions, weights
from yingke.foundation.policy.parameters import declared


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


def test_the_choices_of_a_dimension_are_read_when_a_page_asks():
    cities = [("shanghai", "上海")]
    policy.declare_dimension(policy.Dimension("city", "城市", lambda: cities, weight=40))
    cities.append(("beijing", "北京"))

    found = dimensions.get("city")
    assert found is not None
    assert list(found.choices()) == [("shanghai", "上海"), ("beijing", "北京")]


def test_two_dimensions_of_the_same_weight_are_refused():
    policy.declare_dimension(policy.Dimension("city", "城市", list, weight=40))
    with pytest.raises(ValueError, match="40"):
        policy.declare_dimension(policy.Dimension("colour", "颜色", list, weight=40))


@pytest.mark.django_db
def test_a_table_holds_its_first_values_until_they_are_changed():
    policy.declare_dimension(policy.Dimension("city", "城市", list, weight=40))
    policy.declare_dimension(policy.Dimension("level", "级别", list, weight=50))
    code = make_parameter(
        default=1, dimensions=("city", "level"), table={("first", "high"): 9, ("first", ""): 5}
    ).code

    def held() -> list[object]:
        cases = [("first", "high"), ("first", "low"), ("second", "high")]
        return [queries.value(code, city=city, level=level) for city, level in cases]

    assert held() == [9, 5, 1]
    services.set_value(actor=None, code=code, value=2)
    services.set_value(actor=None, code=code, value=7, city="first", level="high")
    assert held() == [7, 5, 2]
    services.set_value(actor=None, code=code, value=None, city="first", level="high")
    assert held() == [5, 5, 2]


@pytest.mark.django_db
def test_a_value_does_not_depend_on_what_its_parameter_does_not_name():
    code = make_parameter(default=3, dimensions=("tier",)).code
    with pytest.raises(ValueError, match="site"):
        services.set_value(actor=None, code=code, value=4, site="shanghai")


def test_every_parameter_depends_on_declared_dimensions():
    named = {name for one in declared().values() for name in one.dimensions}
    assert {"visit_type", "site", "tier"} <= named <= weights().keys()
