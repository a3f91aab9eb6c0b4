"""State of an agreement on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from yingke.domains.customers.terms import AgreementState
from yingke.foundation.kernel.errors import RuleViolation


@dataclass(frozen=True)
class Validity:
    """First and last valid day (None: no end) and the day of revocation."""

    valid_from: date
    valid_until: date | None
    revoked_on: date | None = None


def state_on(validity: Validity, today: date, *, warn: timedelta) -> AgreementState:
    """Return the state on `today`; `expiring` when at most `warn` days remain."""
    if validity.revoked_on is not None and validity.revoked_on <= today:
        return AgreementState.REVOKED
    if today < validity.valid_from:
        return AgreementState.UPCOMING
    if validity.valid_until is None:
        return AgreementState.VALID
    if today > validity.valid_until:
        return AgreementState.EXPIRED
    if validity.valid_until - today <= warn:
        return AgreementState.EXPIRING
    return AgreementState.VALID


_BEST_FIRST = (
    AgreementState.VALID,
    AgreementState.EXPIRING,
    AgreementState.UPCOMING,
    AgreementState.EXPIRED,
    AgreementState.REVOKED,
)


def best_state(agreements: Iterable[Validity], today: date, *, warn: timedelta) -> AgreementState:
    """Return the best state among a customer's agreements on `today`."""
    states = {state_on(agreement, today, warn=warn) for agreement in agreements}
    return next((state for state in _BEST_FIRST if state in states), AgreementState.MISSING)


def check_dates(*, signed_on: date, valid_from: date, valid_until: date | None) -> None:
    """Raise RuleViolation if the dates contradict each other."""
    if valid_until is not None and valid_until < valid_from:
        raise RuleViolation("ends_before_start", field="valid_until", start=valid_from)
    if valid_until is not None and valid_until < signed_on:
        raise RuleViolation("ends_before_signed", field="valid_until", signed=signed_on)
