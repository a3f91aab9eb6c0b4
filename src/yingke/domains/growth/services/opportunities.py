"""Opportunities: what may come of visits and contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from yingke.domains.customers import queries as customers
from yingke.domains.growth import events, permissions
from yingke.domains.growth.models import Opportunity
from yingke.domains.visits.models import Visit
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import save_changes
from yingke.foundation.kernel.changes import locked_or_new
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def save_opportunity(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Opportunity:
    """Save an opportunity; a new one needs `account_id`, `title`, `amount` and its `owner_id`.

    Without a number it gets the next one (`OP-0032`).
    """
    row = locked_or_new(Opportunity, pk, version)
    account = columns.get("account_id", row.account_id)
    require(actor is None or permissions.can_edit_opportunities(actor))
    customers.require_known(actor, account)
    visit = columns.get("visit_id", row.visit_id)
    if visit and not Visit.objects.filter(pk=visit, account=account).exists():
        raise RuleViolation("visit_of_another_customer", field="visit")
    if pk is None:
        columns["number"] = columns.get("number") or _next_number()
    save_changes(row, columns, actor=actor, event=events.OpportunitySaved.of)
    return row


def _next_number() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('growth_opportunity', 'id'))")
        (value,) = cursor.fetchone()
    return f"OP-{int(value):04}"
