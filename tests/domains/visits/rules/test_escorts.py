from decimal import Decimal

import pytest

from yingke.domains.visits.rules.escorts import Preset

PRESET = Preset(few_guests=10, few=3, share=Decimal(33))


@pytest.mark.parametrize(("guests", "most"), [(1, 3), (10, 3), (11, 3), (12, 3), (13, 4), (30, 9)])
def test_a_third_of_a_larger_group_and_never_fewer_than_of_a_small_one(guests, most):
    assert PRESET.most(guests) == most
