"""Accounts, contacts, preferences and agreements for tests."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.factories.identity import make_unit, make_user

from yingke.domains.customers.models import (
    Account,
    Agreement,
    Contact,
    DuplicatePair,
    Preference,
)
from yingke.domains.customers.terms import PreferenceKind, Stance, Tier
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.naming import pinyin_key

if TYPE_CHECKING:
    from yingke.foundation.identity.models import OrgUnit, User

_numbers = count(1)


def make_account(
    name: str = "华晟新能源集团",
    *,
    manager: User | None = None,
    department: OrgUnit | None = None,
    parent: Account | None = None,
    tier: str = Tier.KEY,
    **fields: Any,
) -> Account:
    """A customer with an account manager and a department (new ones where none are given)."""
    return Account.objects.create(
        number=fields.pop("number", f"T-{next(_numbers):05}"),
        name=name,
        sort_key=pinyin_key(name),
        account_manager=manager or make_user(name="客户经理"),
        department=department or make_unit(name="大客户部"),
        parent=parent,
        root_id=parent.group_id if parent else None,
        tier=tier,
        created_at=clock.now(),
        updated_at=clock.now(),
        **fields,
    )


def make_contact(account: Account | None = None, name: str = "林国栋", **fields: Any) -> Contact:
    """A person at a customer."""
    return Contact.objects.create(
        account=account or make_account(), name=name, sort_key=pinyin_key(name), **fields
    )


def make_preference(
    account: Account,
    text: str = "花生过敏",
    *,
    contact: Contact | None = None,
    kind: str = PreferenceKind.DIET,
    stance: str = Stance.RESTRICTION,
    confidential: bool = False,
) -> Preference:
    """Something to know about a customer or about one person there."""
    return Preference.objects.create(
        account=account,
        contact=contact,
        kind=kind,
        stance=stance,
        text=text,
        confidential=confidential,
        recorded_at=clock.now(),
    )


def make_pair(one: Account, other: Account, **fields: Any) -> DuplicatePair:
    """Two customers that may be one."""
    first, second = sorted((one, other), key=lambda side: side.pk)
    evidence = [["name", "same_core", 20.9], ["phone", "other", -1.5]]
    values = {"probability": 0.98, "prior": -13.3, "evidence": evidence, "found_at": clock.now()}
    return DuplicatePair.objects.create(first=first, second=second, **(values | fields))


def make_nda(
    account: Account,
    *,
    valid_from: date = date(2026, 1, 1),
    valid_until: date | None = date(2027, 12, 31),
    **fields: Any,
) -> Agreement:
    """A signed non-disclosure agreement."""
    return Agreement.objects.create(
        account=account,
        signed_on=fields.pop("signed_on", valid_from),
        valid_from=valid_from,
        valid_until=valid_until,
        **fields,
    )
