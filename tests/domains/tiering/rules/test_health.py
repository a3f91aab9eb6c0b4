from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingke.domains.tiering.rules.health import START, Facts, Weights, health, level, next_step

WEIGHTS = Weights()
rows = st.lists(st.tuples(st.just("名"), st.integers(0, 400)), max_size=6)


def test_a_customer_of_whom_nothing_is_known_has_the_start_value():
    assert health(Facts(), WEIGHTS).value == START
    assert health(Facts(), WEIGHTS).reasons == ()


@pytest.mark.parametrize(
    ("facts", "points"),
    [
        (Facts(silent=[("许志明", 138), ("林国栋", None)]), -8),
        (Facts(promises=[("检测报告", 94)]), -3),
        (Facts(complaints=[("并网调试", 9)], cases=[("通讯中断", 20)]), -6),
        (Facts(payments=[("HK-1", 3)]), -3),
        (Facts(missed=[("双月战略复盘", 30)]), -3),
        (Facts(order_ratio=1.0, order_days=20), 4),
        (Facts(order_ratio=1.5, order_days=30), 0),
        (Facts(order_ratio=2.0, order_days=40), -8),
        (Facts(order_ratio=4.0, order_days=80), -16),
        (Facts(feedback=90), 4),
        (Facts(feedback=85), 0),
        (Facts(feedback=79), -4),
    ],
)
def test_each_fact_has_its_points(facts, points):
    assert health(facts, WEIGHTS).value == START + points


def test_one_kind_of_reason_costs_at_most_so_much():
    many = [(f"承诺 {n}", 5) for n in range(9)]
    found = health(Facts(promises=many), WEIGHTS)
    assert found.value == START - WEIGHTS.most
    assert [reason.points for reason in found.reasons] == [-3] * 5 + [-1]


@given(rows, rows, rows, rows, st.none() | st.floats(0, 9), st.none() | st.integers(0, 100))
def test_the_value_is_the_sum_of_its_reasons_and_nothing_else(
    silent, promises, complaints, payments, ratio, feedback
):
    facts = Facts(
        silent=silent,
        promises=promises,
        complaints=complaints,
        payments=payments,
        order_ratio=ratio,
        order_days=7,
        feedback=feedback,
    )
    found = health(facts, WEIGHTS)
    total = START + sum(reason.points for reason in found.reasons)
    assert found.value == min(max(total, 0), 100)
    worse = health(replace(facts, missed=[("复盘", 1)]), WEIGHTS)
    assert worse.value <= found.value


@pytest.mark.parametrize(("value", "expected"), [(75, "good"), (74, "watch"), (59, "warning")])
def test_levels(value, expected):
    assert level(value) == expected


def test_a_playbook_goes_on_when_a_step_is_done_and_the_reason_stays():
    assert next_step([1, 2], [], []) == 1
    assert next_step([1, 2], [], [1]) is None
    assert next_step([1, 2], [1], []) == 2
    assert next_step([1, 2], [1, 2], []) is None
    assert next_step([1, 2], [], [9]) == 1
