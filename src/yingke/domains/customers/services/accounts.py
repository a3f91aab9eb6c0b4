"""Adding and editing customers, and where they stand in a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import connection, transaction
from django.db.models import Q

from yingke.domains.customers import permissions, queries
from yingke.domains.customers.events import AccountChanged, AccountCreated
from yingke.domains.customers.models import Account
from yingke.domains.customers.rules import credit_codes, groups
from yingke.foundation.identity.models import OrgUnit, User
from yingke.foundation.identity.permissions import require
from yingke.foundation.identity.services.authority import require_current
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.naming import pinyin_key

if TYPE_CHECKING:
    from collections.abc import Mapping


class AccountFields(TypedDict, total=False):
    """The columns of an account that people edit; keys as in `models.Account`."""

    name: str
    name_en: str
    short_name: str
    credit_code: str | None
    industry: str
    region: str
    country: str
    language: str
    address: str
    website: str
    status: str
    customer_since: int | None
    parent_id: int | None
    account_manager_id: int
    director_id: int | None
    department_id: int
    note: str


@transaction.atomic
def create_account(
    *, actor: User | None, number: str = "", **fields: Unpack[AccountFields]
) -> Account:
    """Add a customer; `name`, `account_manager_id` and `department_id` are needed.

    The number is the next of the company's own (`KA-0032`) unless one is given.
    """
    require(actor is None or permissions.can_create(actor))
    account_id = _next_id()
    columns = _checked(actor, account_id, dict(fields))
    now = clock.now()
    account = Account.objects.create(
        pk=account_id,
        number=number or f"KA-{account_id:04}",
        sort_key=pinyin_key(columns["name"]),
        root_id=_top_above(account_id, columns.get("parent_id")),
        created_at=now,
        updated_at=now,
        **columns,
    )
    journal.record(
        actor=actor,
        event=AccountCreated(account_id=account.pk, number=account.number, name=account.name),
    )
    return account


@transaction.atomic
def update_account(
    *, actor: User | None, account_id: int, version: int, **fields: Unpack[AccountFields]
) -> Account:
    """Edit the given columns of a customer; a new parent moves everything below along."""
    account = Account.objects.select_for_update().get(pk=account_id)
    require(actor is None or permissions.can_edit(actor, account))
    require_current(stored=account.version, edited=version)
    stored = {name: getattr(account, name) for name in fields}
    columns = _checked(actor, account_id, dict(fields), stored=stored)
    before = {name: value for name, value in stored.items() if value != columns[name]}
    after = {name: columns[name] for name in before}
    if not after:
        return account
    if "parent_id" in after:
        _move_in_group(account, after["parent_id"])
    if "name" in after:
        account.sort_key = pinyin_key(after["name"])
    for name, value in after.items():
        setattr(account, name, value)
    account.version += 1
    account.updated_at = clock.now()
    account.save(update_fields=[*after, "sort_key", "root", "version", "updated_at"])
    journal.record(
        actor=actor, event=AccountChanged(account_id=account.pk, before=before, after=after)
    )
    return account


def _checked(
    actor: User | None,
    account_id: int,
    columns: dict[str, Any],
    *,
    stored: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The columns as they will be stored, or a RuleViolation; unchanged ones are not judged."""
    new = {name: value for name, value in columns.items() if not stored or stored[name] != value}
    if new.get("credit_code"):
        columns["credit_code"] = _valid_credit_code(actor, account_id, new["credit_code"])
    elif "credit_code" in new:
        columns["credit_code"] = None
    if new.get("parent_id"):
        _check_parent_known(actor, new["parent_id"])
    if new.get("account_manager_id"):
        _check_person(new["account_manager_id"], field="account_manager")
    if new.get("director_id"):
        _check_person(new["director_id"], field="director")
    if new.get("department_id") and not OrgUnit.objects.filter(pk=new["department_id"]).exists():
        raise RuleViolation("department_unknown", field="department")
    return columns


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
    """The id at the top of the group that the account joins; None where it stands on top."""
    if parent_id is None:
        return None
    top = Account.objects.get(pk=parent_id).group_id
    # One editor at a time rearranges a group, so that two moves cannot close a circle.
    Account.objects.select_for_update(no_key=True).get(pk=top)
    groups.check_parent(account_id, parent_id, queries.group_parents(top))
    return top


def _move_in_group(account: Account, parent_id: int | None) -> None:
    """Set the account's new root and that of everything below it."""
    parents = queries.group_parents(account.group_id)
    top = _top_above(account.pk, parent_id)
    account.root_id = top
    below = groups.below(account.pk, parents)
    Account.objects.filter(Q(pk__in=below)).update(root_id=top or account.pk)


def _next_id() -> int:
    """Take the id that a new row will have, since its number is made of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('customers_account', 'id'))")
        (value,) = cursor.fetchone()
    return int(value)
