"""Interactions: log what took place, plan what is to come, skip what would be too much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction

from yingke.domains.customers import permissions, queries
from yingke.domains.customers.events import InteractionSaved
from yingke.domains.customers.models import Account, Contact, Interaction
from yingke.domains.customers.terms import Consent, InteractionState
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import save_all
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.bulk import Write
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
    **columns: Any,
) -> Interaction:
    """Log or plan a contact; a new one needs `account_id` and `held_at`.

    What has taken place is always taken down. What is planned beyond the limit of contacts needs
    a reason: RuleViolation `too_many_contacts`, with the counts and limits; so does a contact with
    somebody who does not want any: `contact_refused`.
    """
    write = Write(locked_or_new(Interaction, pk, version), columns)
    save_interactions(actor=actor, writes=[write])
    if write.refused is not None:
        raise write.refused
    return write.row


@transaction.atomic
def save_interactions(*, actor: User | None, writes: Sequence[Write[Interaction]]) -> None:
    """Log or plan many contacts; what is wrong with one stands in its `refused`."""
    accounts = Account.objects.in_bulk({_account_id(write) for write in writes})
    unnumbered = [write for write in writes if write.is_new and not write.columns.get("number")]
    for write, number in zip(unnumbered, _next_numbers(len(unnumbered)), strict=True):
        write.columns["number"] = number
    people = {write.columns.get("contact_id", write.row.contact_id) or 0 for write in writes}
    known = dict(Contact.objects.filter(pk__in=people).values_list("pk", "account_id"))
    visible = Account.objects.all() if actor is None else queries.visible_to(actor)
    seen = set(visible.filter(pk__in=accounts).values_list("pk", flat=True))
    done = 0
    for place, write in enumerate(writes):
        account = accounts[_account_id(write)]
        try:
            require(actor is None or permissions.can_log(actor, account))
            if account.pk not in seen:
                raise RuleViolation("customer_unknown", field="account")
            if write.is_new:
                write.columns["account_id"] = account.pk
                write.columns.setdefault("by_id", actor.pk if actor else None)
            row = {name: write.columns.get(name, getattr(write.row, name)) for name in CHECKED}
            _check(account, row, known)
            if row["state"] == InteractionState.PLANNED and not row["reason"].strip():
                # what is planned before counts towards the limit
                save_all(writes[done:place], actor=actor, event=InteractionSaved.of)
                done = place
                _check_limit(account, row, without=write.row.pk or 0)
        except RuleViolation as violation:
            write.refused = violation
    save_all(writes[done:], actor=actor, event=InteractionSaved.of)


def _account_id(write: Write[Interaction]) -> int:
    """The customer of an interaction, which only a new one can choose."""
    return write.columns.get("account_id", 0) if write.is_new else write.row.account_id


def _check(account: Account, row: dict[str, Any], known: Mapping[int, int]) -> None:
    if row["contact_id"] and known.get(row["contact_id"]) != account.pk:
        raise RuleViolation("contact_unknown", field="contact")
    if row["state"] == InteractionState.HELD and row["held_at"] > clock.now():
        raise RuleViolation("not_held_yet", field="held_at")
    if row["state"] == InteractionState.SKIPPED and not row["reason"].strip():
        raise RuleViolation("reason_needed", field="reason")


def _check_limit(account: Account, row: dict[str, Any], *, without: int) -> None:
    if Contact.objects.filter(pk=row["contact_id"], consent=Consent.REFUSED).exists():
        raise RuleViolation("contact_refused", field="reason")
    for load in queries.contact_load(account, row["held_at"], row["contact_id"], without=without):
        if load is not None and load.is_full:
            raise RuleViolation(
                "too_many_contacts", field="reason", count=load.count, limit=load.limit
            )


def _next_numbers(count: int) -> list[str]:
    """Reserve the numbers of rows that came without one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('customers_interaction', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [f"I-{int(value):04}" for (value,) in cursor.fetchall()]
