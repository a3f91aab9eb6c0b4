from datetime import date, timedelta

import pytest

from yingke.domains.customers.rules.warmth import strength, warmth

TODAY = date(2026, 11, 30)


def ago(*days):
    return [TODAY - timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("days", "expected"),
    [((), 0), ((300,), 0), ((60,), 1), ((10,), 2), ((1, 8, 20), 3), ((-5,), 0)],
)
def test_recent_contacts_warm_more(days, expected):
    assert warmth(ago(*days), TODAY) == expected


def test_a_contact_counts_half_after_the_half_life():
    assert strength(ago(45, 90), TODAY) == pytest.approx(0.75)
