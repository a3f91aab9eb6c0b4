"""Create and edit customers, and keep their group."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from yingke.domains.customers import permissions, queries
from yingke.domains.customers.events import AccountChanged, AccountCreated
from yingke.domains.customers.models import Account
from yingke.domains.customers.rules import credit_codes, groups
from yingke.domains.customers.services.merges import number_is_taken
from yingke.foundation.identity.models import OrgUnit, User
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import Event
from yingke.foundation.journal.records import save_changes
from yingke.foundation.kernel.changes import Changes, locked
from yingke.foundation.kernel.errors import RuleViolation


@transaction.atomic
def save_account(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Account:
    """Create or edit a customer; its descendants move with it to a new parent.

    A new one needs `name`, `account_manager_id` and `department_id`; without a number it gets
    the next one (`KA-0032`).
    """
    if pk is None:
        require(actor is None or permissions.can_create(actor))
        if number_is_taken(columns.get("number") or ""):
            raise RuleViolation("taken", field="number", value=columns["number"])
        account = Account(pk=_next_id())
        columns["number"] = columns.get("number") or f"KA-{account.pk:04}"
    else:
        account = locked(Account, pk, version)
        require(actor is None or permissions.can_edit(actor, account))
    if "credit_code" in columns:
        columns["credit_code"] = columns["credit_code"] or None
    new = {name: value for name, value in columns.items() if value != getattr(account, name)}
    columns |= _checked(actor, account, new)
    if "parent_id" in new:
        columns["root_id"] = _move_in_group(account, new["parent_id"])
    save_changes(account, columns, actor=actor, event=_saved)
    return account


def _saved(account: Account, done: Changes) -> Event:
    if done.is_new:
        return AccountCreated(account.pk, account.number, account.name)
    before, after = (
        {name: side[name] for name in side if name != "root_id"}  # derived from the parent
        for side in (done.before, done.after)
    )
    return AccountChanged(account.pk, before, after)


def _checked(actor: User | None, account: Account, new: dict[str, Any]) -> dict[str, Any]:
    """Return the changed columns as they will be stored, or raise RuleViolation."""
    if new.get("credit_code"):
        new["credit_code"] = _valid_credit_code(actor, account.pk, new["credit_code"])
    if new.get("parent_id"):
        _check_parent_known(actor, new["parent_id"])
    if new.get("account_manager_id"):
        _check_person(new["account_manager_id"], field="account_manager")
    if new.get("director_id"):
        _check_person(new["director_id"], field="director")
    if new.get("department_id") and not OrgUnit.objects.filter(pk=new["department_id"]).exists():
        raise RuleViolation("department_unknown", field="department")
    return new


def _valid_credit_code(actor: User | None, account_id: int, text: str) -> str:
    code = credit_codes.normalise(text)
    fault = credit_codes.fault_in(code)
    if fault is not None:
        raise RuleViolation(f"credit_code_{fault.fault.value}", field="credit_code", fault=fault)
    other = Account.objects.filter(credit_code=code).exclude(pk=account_id).first()
    if other is not None:
        shown = actor is None or queries.visible_to(actor).filter(pk=other.pk).exists()
        raise RuleViolation(
            "credit_code_taken", field="credit_code", account=other.label if shown else None
        )
    return code


def _check_parent_known(actor: User | None, parent_id: int) -> None:
    known = Account.objects.all() if actor is None else queries.visible_to(actor)
    if not known.filter(pk=parent_id).exists():
        raise RuleViolation("parent_unknown", field="parent")


def _check_person(user_id: int, *, field: str) -> None:
    if not User.objects.filter(pk=user_id, is_active=True).exists():
        raise RuleViolation("person_inactive", field=field)


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


def _next_id() -> int:
    """Reserve the id of a new row, which its number contains."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('customers_account', 'id'))")
        (value,) = cursor.fetchone()
    return int(value)
