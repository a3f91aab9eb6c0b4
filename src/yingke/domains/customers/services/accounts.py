"""Create and edit customers, and keep their group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from yingke.domains.customers import permissions, queries
from yingke.domains.customers.events import AccountChanged, AccountCreated
from yingke.domains.customers.models import Account
from yingke.domains.customers.rules import credit_codes, groups
from yingke.domains.customers.services.known import Known
from yingke.foundation.identity.models import User
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import Event
from yingke.foundation.journal.records import save_all
from yingke.foundation.kernel.bulk import Write
from yingke.foundation.kernel.changes import Changes, locked_or_new
from yingke.foundation.kernel.errors import RuleViolation


@transaction.atomic
def save_account(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Account:
    """Create or edit a customer; its descendants move with it to a new parent.

    A new one needs `name`, `account_manager_id` and `department_id`; without a number it gets
    the next one (`KA-0032`).
    """
    write = Write(locked_or_new(Account, pk, version), columns)
    save_accounts(actor=actor, writes=[write])
    if write.refused is not None:
        raise write.refused
    return write.row


@transaction.atomic
def save_accounts(*, actor: User | None, writes: Sequence[Write[Account]]) -> None:
    """Create or edit many customers; what is wrong with one stands in its `refused`."""
    known = Known(actor, writes)
    ids = iter(_next_ids(sum(write.is_new for write in writes)))
    moves = []
    for write in writes:
        try:
            _prepare(actor, write, known, ids)
        except RuleViolation as violation:
            write.refused = violation
        else:
            moves += [write] if "parent_id" in write.differing and not write.is_new else []
    save_all([write for write in writes if write not in moves], actor=actor, event=_saved)
    for write in moves:
        write.row.refresh_from_db(fields=["root"])
        _move(write)
        save_all([write], actor=actor, event=_saved)


def _prepare(actor: User | None, write: Write[Account], known: Known, ids: Iterator[int]) -> None:
    """Complete and check the columns. Raises RuleViolation."""
    account, columns = write.row, write.columns
    if write.is_new:
        account.pk = next(ids)
        require(actor is None or permissions.can_create(actor))
        known.check_number(columns.get("number") or "")
        columns["number"] = columns.get("number") or f"KA-{account.pk:04}"
    else:
        require(actor is None or permissions.can_edit(actor, account))
    if "credit_code" in columns:
        columns["credit_code"] = credit_codes.normalise(columns["credit_code"] or "") or None
    new = write.differing
    if new.get("credit_code"):
        known.check_credit_code(new["credit_code"], account)
    if new.get("parent_id"):
        known.check_parent(new["parent_id"])
    for name in ("account_manager", "director"):
        if new.get(f"{name}_id"):
            known.check_person(new[f"{name}_id"], field=name)
    if new.get("department_id"):
        known.check_department(new["department_id"])
    if write.is_new and new.get("parent_id"):
        columns["root_id"] = known.group_of(new["parent_id"])


def _move(write: Write[Account]) -> None:
    try:
        write.columns["root_id"] = _move_in_group(write.row, write.columns["parent_id"])
    except RuleViolation as violation:
        write.refused = violation


def _saved(account: Account, done: Changes) -> Event:
    if done.is_new:
        return AccountCreated(account.pk, account.number, account.name)
    before, after = (
        {name: side[name] for name in side if name != "root_id"}  # derived from the parent
        for side in (done.before, done.after)
    )
    return AccountChanged(account.pk, before, after)


def _top_above(account_id: int, parent_id: int | None) -> int | None:
    """Return the id at the top of the group the account joins; None if it is the top itself."""
    if parent_id is None:
        return None
    top = Account.objects.get(pk=parent_id).group_id
    # One transaction at a time rearranges a group, so that two moves cannot form a cycle.
    Account.objects.select_for_update(no_key=True).get(pk=top)
    groups.check_parent(account_id, parent_id, queries.group_parents(top))
    return top


def _move_in_group(account: Account, parent_id: int | None) -> int | None:
    """Set the new root of all descendants of the account; return the account's own."""
    parents = queries.group_parents(account.group_id)
    top = _top_above(account.pk, parent_id)
    below = groups.below(account.pk, parents)
    Account.objects.filter(pk__in=below).update(root_id=top or account.pk)
    return top


def _next_ids(count: int) -> list[int]:
    """Reserve the ids of new rows, which their numbers contain."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('customers_account', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [int(value) for (value,) in cursor.fetchall()]
