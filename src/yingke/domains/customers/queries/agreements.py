"""Agreements of customers and their state on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable

from yingke.domains.customers.models import Agreement
from yingke.domains.customers.rules.agreements import Validity, best_state, state_on
from yingke.domains.customers.terms import AgreementKind, AgreementState
from yingke.foundation.documents.models import Version
from yingke.foundation.policy.queries import value

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account


def nda_states(account_ids: Iterable[int], today: date) -> dict[int, AgreementState]:
    """Return the state of each customer's non-disclosure agreement on a day, in one query."""
    signed: dict[int, list[Validity]] = {account_id: [] for account_id in account_ids}
    rows = Agreement.objects.filter(account__in=signed, kind=AgreementKind.NDA)
    for row in rows:
        signed[row.account_id].append(_validity(row))
    warn = _warning()
    return {account_id: best_state(found, today, warn=warn) for account_id, found in signed.items()}


def ndas_on(day: date | Combinable) -> QuerySet[Agreement]:
    """Return non-disclosure agreements in force on a day, or on the day of an expression."""
    return Agreement.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=day),
        Q(revoked_on=None) | Q(revoked_on__gt=day),
        kind=AgreementKind.NDA,
        valid_from__lte=day,
    )


def stated(account: Account, today: date) -> list[tuple[Agreement, AgreementState]]:
    """Return the agreements of a customer with their state on a day, newest first.

    `copy_id` of each is the latest version of its signed copy, or None.
    """
    warn = _warning()
    newest = Version.objects.filter(document=OuterRef("document")).order_by("-number")
    rows = Agreement.objects.filter(account=account).select_related("signer")
    rows = rows.annotate(copy_id=Subquery(newest.values("pk")[:1]))
    return [
        (row, state_on(_validity(row), today, warn=warn))
        for row in rows.order_by("-valid_from", "-pk")
    ]


def _validity(row: Agreement) -> Validity:
    return Validity(row.valid_from, row.valid_until, row.revoked_on)


def _warning() -> timedelta:
    ahead = value("customers.agreement_warning")
    if not isinstance(ahead, timedelta):
        raise TypeError(f"customers.agreement_warning is a number of days, not {ahead!r}")
    return ahead
