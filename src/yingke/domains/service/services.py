"""Create and edit service cases."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.customers import queries as customers
from yingke.domains.customers.models import Account
from yingke.domains.service import permissions, rules
from yingke.domains.service.events import CaseChanged
from yingke.domains.service.models import Case
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import save_all
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.bulk import Write
from yingke.foundation.kernel.changes import locked_or_new
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def save_case(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Case:
    """Save a case; a new one needs `number`, `account_id`, `title` and `opened_at`."""
    write = Write(locked_or_new(Case, pk, version), columns)
    save_cases(actor=actor, writes=[write])
    if write.refused is not None:
        raise write.refused
    return write.row


@transaction.atomic
def save_cases(*, actor: User | None, writes: Sequence[Write[Case]]) -> None:
    """Save many cases; what is wrong with one stands in its `refused`."""
    accounts = {write.columns["account_id"] for write in writes if write.columns.get("account_id")}
    rows = Account.objects.all() if actor is None else customers.visible_to(actor)
    known = set(rows.filter(pk__in=accounts).values_list("pk", flat=True))
    for write in writes:
        try:
            require(actor is None or permissions.can_edit(actor))
            _check(write, known)
        except RuleViolation as violation:
            write.refused = violation
    save_all(writes, actor=actor, event=CaseChanged.of)


def _check(write: Write[Case], known: Collection[int]) -> None:
    case, columns = write.row, write.columns
    if columns.get("account_id") and columns["account_id"] not in known:
        raise RuleViolation("customer_unknown", field="account")
    rules.check_moments(
        opened_at=columns.get("opened_at", case.opened_at),
        first_response_at=columns.get("first_response_at", case.first_response_at),
        closed_at=columns.get("closed_at", case.closed_at),
        now=clock.now(),
    )
