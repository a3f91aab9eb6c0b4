"""Lists whose order a person decides."""

import pytest

from yingke.foundation.kernel.ordering import moved


@pytest.mark.parametrize(
    ("index", "up", "after"),
    [(1, True, "bac"), (1, False, "acb"), (0, True, "abc"), (2, False, "abc")],
)
def test_one_row_changes_places_with_its_neighbour_and_stays_at_the_end(index, up, after):
    assert "".join(moved("abc", index, up=up)) == after
