"""The addresses of rows."""

import pytest
from django.urls import reverse

from yingke.foundation.ui.tables import row_address


@pytest.mark.parametrize("key", [1, 0, 42, 987_654_321_987_654_321])
@pytest.mark.parametrize("name", ["visits:detail", "customers:detail", "visits:task"])
def test_a_rows_address_is_the_one_that_is_served(name: str, key: int) -> None:
    assert row_address(name, key) == reverse(name, args=[key])
