from datetime import date, timedelta

import pytest

from yingke.domains.customers.rules.agreements import (
    Validity,
    best_state,
    check_dates,
    state_on,
)
from yingke.domains.customers.terms import AgreementState
from yingke.foundation.kernel.errors import RuleViolation

TODAY = date(2026, 11, 21)
MONTH = timedelta(days=30)


@pytest.mark.parametrize(
    ("validity", "state"),
    [
        (Validity(date(2026, 1, 1), None), AgreementState.VALID),
        (Validity(date(2026, 1, 1), date(2027, 1, 1)), AgreementState.VALID),
        (Validity(date(2026, 1, 1), date(2026, 12, 21)), AgreementState.EXPIRING),
        (Validity(date(2026, 1, 1), TODAY), AgreementState.EXPIRING),
        (Validity(date(2026, 1, 1), date(2026, 11, 20)), AgreementState.EXPIRED),
        (Validity(date(2026, 11, 22), None), AgreementState.UPCOMING),
        (Validity(date(2026, 1, 1), None, TODAY), AgreementState.REVOKED),
        (Validity(date(2026, 1, 1), None, date(2026, 11, 22)), AgreementState.VALID),
    ],
)
def test_the_state_follows_from_the_dates(validity, state):
    assert state_on(validity, TODAY, warn=MONTH) == state


def test_the_best_agreement_counts():
    expired = Validity(date(2024, 1, 1), date(2025, 1, 1))
    valid = Validity(date(2026, 1, 1), None)
    assert best_state([expired, valid], TODAY, warn=MONTH) == AgreementState.VALID
    assert best_state([expired], TODAY, warn=MONTH) == AgreementState.EXPIRED
    assert best_state([], TODAY, warn=MONTH) == AgreementState.MISSING


@pytest.mark.parametrize(
    ("signed", "start", "end", "code"),
    [
        (TODAY, TODAY, date(2026, 11, 20), "ends_before_start"),
        (date(2026, 12, 1), TODAY, date(2026, 11, 30), "ends_before_signed"),
    ],
)
def test_dates_that_cannot_be_true_are_refused(signed, start, end, code):
    with pytest.raises(RuleViolation) as caught:
        check_dates(signed_on=signed, valid_from=start, valid_until=end)
    assert (caught.value.code, caught.value.field) == (code, "valid_until")


def test_an_agreement_may_have_no_end():
    check_dates(signed_on=TODAY, valid_from=TODAY, valid_until=None)
