import pytest

from yingke.domains.customers.rules.groups import Place, below, check_parent, in_order
from yingke.foundation.kernel.errors import RuleViolation

PARENTS = {1: None, 2: 1, 3: 1, 4: 2}


@pytest.mark.parametrize("parent", [4, 2])
def test_nobody_stands_above_himself(parent):
    with pytest.raises(RuleViolation) as caught:
        check_parent(2, parent, PARENTS)
    assert (caught.value.code, caught.value.field) == ("group_cycle", "parent")


def test_a_sister_may_become_the_parent():
    check_parent(2, 3, PARENTS)


def test_everything_below_is_found_at_any_depth():
    assert below(1, PARENTS) == {2, 3, 4}
    assert below(4, PARENTS) == set()


def test_the_tree_is_read_from_the_top_with_sisters_in_order():
    assert in_order(PARENTS, [3, 4, 2, 1]) == [
        Place(1, 0),
        Place(3, 1),
        Place(2, 1),
        Place(4, 2),
    ]


def test_an_account_whose_parent_is_hidden_stands_on_top():
    assert in_order({2: 1, 4: 2}, [2, 4]) == [Place(2, 0), Place(4, 1)]
