"""Create and edit service cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.customers import queries as customers
from yingke.domains.service import permissions, rules
from yingke.domains.service.events import CaseChanged
from yingke.domains.service.models import Case
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import save_changes
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.changes import locked_or_new
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def save_case(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Case:
    """Save a case; a new one needs `number`, `account_id`, `title` and `opened_at`."""
    require(actor is None or permissions.can_edit(actor))
    case = locked_or_new(Case, pk, version)
    known = columns.get("account_id")
    if actor is not None and known and not customers.visible_to(actor).filter(pk=known).exists():
        raise RuleViolation("customer_unknown", field="account")
    rules.check_moments(
        opened_at=columns.get("opened_at", case.opened_at),
        first_response_at=columns.get("first_response_at", case.first_response_at),
        closed_at=columns.get("closed_at", case.closed_at),
        now=clock.now(),
    )
    save_changes(case, columns, actor=actor, event=CaseChanged.of)
    return case
