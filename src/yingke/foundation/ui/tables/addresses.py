"""The addresses of a list's rows: they differ in one number only."""

from functools import cache

from django.urls import reverse

NOWHERE = 987_654_321_987_654_321


def row_address(name: str, key: int) -> str:
    """What ``reverse(name, args=[key])`` gives, for a key that is a whole number.

    The address is looked up once, since a list asks for it once for each of its rows.
    """
    before, after = _around(name)
    return f"{before}{key}{after}"


@cache
def _around(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[NOWHERE]).partition(str(NOWHERE))
    return before, after
