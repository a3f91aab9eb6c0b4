"""What the values of each kind are, and that they survive being stored."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy.rules import kinds

MINUTES = st.integers(0, 60 * 24 * 400).map(lambda minutes: timedelta(minutes=minutes))
CENTS = st.integers(0, 10**11).map(lambda cents: Decimal(cents) / 100)
VALUES = st.one_of(
    st.tuples(st.sampled_from(["working_days", "count"]), st.integers(0, 10**6)),
    st.tuples(st.sampled_from(["days", "hours", "minutes"]), MINUTES),
    st.tuples(st.sampled_from(["percent", "score"]), st.decimals(0, 100, places=4)),
    st.tuples(st.just("money"), CENTS),
    st.tuples(st.just("text"), st.text().map(str.strip)),
    st.tuples(st.just("bool"), st.booleans()),
)


@given(VALUES)
def test_a_stored_value_reads_back_as_itself(case: tuple[str, kinds.Value]) -> None:
    kind, value = case
    assert kinds.parse(kind, kinds.stored(kind, value)) == value


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("working_days", " 3 ", 3),
        ("hours", "24", timedelta(hours=24)),
        ("hours", "1.5", timedelta(minutes=90)),
        ("days", "3", timedelta(days=3)),
        ("minutes", "10", timedelta(minutes=10)),
        ("percent", "95", Decimal(95)),
        ("money", "200000", Decimal("200000.00")),
        ("bool", "yes", True),
        ("text", " 礼貌 ", "礼貌"),
    ],
)
def test_a_text_is_read_as_its_kind(kind: str, text: str, value: kinds.Value) -> None:
    assert kinds.parse(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("hours", timedelta(minutes=90), "1.5"),
        ("money", Decimal(200000), "200000.00"),
        ("percent", Decimal("95.50"), "95.5"),
        ("score", Decimal(100), "100"),
        ("bool", False, "no"),
    ],
)
def test_a_value_is_stored_in_its_unit(kind: str, value: kinds.Value, text: str) -> None:
    assert kinds.stored(kind, value) == text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("working_days", "2.5"),
        ("working_days", "-1"),
        ("count", "many"),
        ("count", ""),
        ("hours", "NaN"),
        ("hours", "99999999999"),
        ("minutes", "Infinity"),
        ("percent", "101"),
        ("score", "100.1"),
        ("money", "1.005"),
        ("money", "-1"),
        ("money", "9999999999999999"),
        ("bool", "true"),
    ],
)
def test_a_text_of_another_kind_is_refused(kind: str, text: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        kinds.parse(kind, text)
    assert (refused.value.code, refused.value.field) == ("bad_value", "value")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("working_days", True),
        ("working_days", timedelta(days=3)),
        ("hours", 24),
        ("hours", timedelta(seconds=30)),
        ("hours", timedelta(hours=-1)),
        ("percent", 95),
        ("percent", Decimal("NaN")),
        ("text", 1),
        ("bool", 1),
    ],
)
def test_a_value_of_another_type_is_refused(kind: str, value: kinds.Value) -> None:
    with pytest.raises(RuleViolation) as refused:
        kinds.check(kind, value)
    assert refused.value.code == "bad_value"
