import pytest

from yingke.domains.customers.rules.people_map import (
    GAP_Y,
    HEIGHT,
    WIDTH,
    Node,
    check_above,
    layout,
)
from yingke.foundation.kernel.errors import RuleViolation


def test_a_superior_stands_above_and_the_weightiest_first():
    plan = layout([Node(1, None, 5), Node(2, 1, 1), Node(3, 1, 4), Node(4, 3, 2)])
    rows = {key: box.y // (HEIGHT + GAP_Y) for key, box in plan.boxes.items()}
    assert rows == {1: 0, 2: 1, 3: 1, 4: 2}
    assert plan.boxes[3].x < plan.boxes[2].x
    assert plan.height == 3 * HEIGHT + 2 * GAP_Y


def test_no_two_boxes_overlap_and_all_are_within_the_picture():
    plan = layout([Node(key, None, key) for key in range(8)])
    places = {(box.x, box.y) for box in plan.boxes.values()}
    assert len(places) == 8
    assert all(0 <= x <= plan.width - WIDTH for x, _y in places)
    for x, y in places:
        assert not [a for a, b in places if b == y and 0 < a - x < WIDTH]


def test_a_superior_who_is_not_shown_and_a_circle_in_old_data_do_no_harm():
    plan = layout([Node(1, 2), Node(2, 1), Node(3, 99), Node("champion")])
    assert len(plan.boxes) == 4


@pytest.mark.parametrize("above", [1, 2])
def test_nobody_reports_to_himself_over_others(above):
    with pytest.raises(RuleViolation, match="reporting_cycle"):
        check_above(1, above, {1: None, 2: 3, 3: 1})
    check_above(2, 1, {1: None, 2: 3, 3: 1})
