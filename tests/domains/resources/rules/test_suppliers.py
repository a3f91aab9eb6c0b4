from datetime import date

import pytest

from yingke.domains.resources.rules.suppliers import standing_on
from yingke.domains.resources.terms import Compliance

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("compliance", "until", "reason"),
    [
        (Compliance.APPROVED, None, None),
        (Compliance.APPROVED, TODAY, None),
        (Compliance.APPROVED, date(2026, 11, 20), "expired"),
        (Compliance.PENDING, None, "pending"),
        (Compliance.SUSPENDED, date(2027, 1, 1), "suspended"),
    ],
)
def test_only_an_approval_in_force_lets_a_supplier_be_used(compliance, until, reason):
    standing = standing_on(compliance, until, TODAY)
    assert (standing.reason, standing.usable) == (reason, reason is None)
