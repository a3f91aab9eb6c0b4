"""Interactions: log what took place, plan what is to come, skip what would be too much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction

from yingke.domains.customers import permissions, queries
from yingke.domains.customers.events import InteractionSaved
from yingke.domains.customers.models import Account, Contact, Interaction
from yingke.domains.customers.terms import InteractionState
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import save_changes
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.changes import locked_or_new
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

CHECKED: Final = ("contact_id", "held_at", "state", "reason")


@transaction.atomic
def save_interaction(
    *,
    actor: User | None,
    pk: int | None = None,
    version: int | None = None,
    account_id: int = 0,
    **columns: Any,
) -> Interaction:
    """Log or plan a contact; a new one needs `account_id` and `held_at`.

    What has taken place is always taken down. What is planned beyond the limit of contacts needs
    a reason: RuleViolation `too_many_contacts`, with the counts and limits.
    """
    row = locked_or_new(Interaction, pk, version)
    account = row.account if pk else Account.objects.get(pk=account_id)
    require(actor is None or permissions.can_log(actor, account))
    if pk is None:
        columns |= {"account_id": account.pk, "number": columns.get("number") or _next_number()}
        columns.setdefault("by_id", actor.pk if actor else None)
    merged = {name: columns.get(name, getattr(row, name)) for name in CHECKED}
    _check(account, merged, without=pk or 0)
    save_changes(row, columns, actor=actor, event=InteractionSaved.of)
    return row


def _check(account: Account, row: dict[str, Any], *, without: int) -> None:
    moment, person, reason = row["held_at"], row["contact_id"], row["reason"].strip()
    if person and not Contact.objects.filter(pk=person, account=account).exists():
        raise RuleViolation("contact_unknown", field="contact")
    if row["state"] == InteractionState.HELD and moment > clock.now():
        raise RuleViolation("not_held_yet", field="held_at")
    if row["state"] == InteractionState.SKIPPED and not reason:
        raise RuleViolation("reason_needed", field="reason")
    if row["state"] != InteractionState.PLANNED or reason:
        return
    for load in queries.contact_load(account, moment, person, without=without):
        if load is not None and load.is_full:
            raise RuleViolation(
                "too_many_contacts", field="reason", count=load.count, limit=load.limit
            )


def _next_number() -> str:
    """Reserve the number of a row that came without one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('customers_interaction', 'id'))")
        (value,) = cursor.fetchone()
    return f"I-{int(value):04}"
