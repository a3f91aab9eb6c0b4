from datetime import date
from decimal import Decimal

import pytest

from yingke.domains.commerce.rules import check
from yingke.foundation.kernel.errors import RuleViolation

TODAY = date(2026, 3, 2)
AFTER = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("order", {"ordered_on": TODAY, "amount": Decimal(5), "solution_amount": Decimal(5)}),
        ("payment", {"due_on": AFTER, "paid_on": None}),
        ("contract", {"signed_on": TODAY, "ends_on": TODAY}),
        ("project", {"started_on": TODAY, "ended_on": None}),
        ("quote", {"quoted_on": TODAY, "valid_until": AFTER}),
    ],
)
def test_what_is_sound_passes(kind, row):
    check(kind, row, today=TODAY)


@pytest.mark.parametrize(
    ("kind", "row", "code", "field"),
    [
        ("order", {"ordered_on": AFTER}, "day_in_future", "ordered_on"),
        (
            "order",
            {"ordered_on": TODAY, "amount": Decimal(5), "solution_amount": Decimal(6)},
            "part_above_whole",
            "solution_amount",
        ),
        ("payment", {"due_on": TODAY, "paid_on": AFTER}, "day_in_future", "paid_on"),
        (
            "contract",
            {"signed_on": TODAY, "ends_on": date(2026, 3, 1)},
            "ends_before_start",
            "ends_on",
        ),
        ("project", {"started_on": AFTER}, "day_in_future", "started_on"),
        (
            "quote",
            {"quoted_on": TODAY, "valid_until": date(2026, 3, 1)},
            "ends_before_start",
            "valid_until",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_column(kind, row, code, field):
    with pytest.raises(RuleViolation) as caught:
        check(kind, row, today=TODAY)
    assert (caught.value.code, caught.value.field) == (code, field)
