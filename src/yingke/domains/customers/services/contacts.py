"""Adding and editing the people of a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import transaction

from yingke.domains.customers import permissions
from yingke.domains.customers.events import ContactAdded, ContactChanged
from yingke.domains.customers.models import Account, Contact
from yingke.foundation.identity.permissions import require
from yingke.foundation.identity.services.authority import require_current
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import phones
from yingke.foundation.kernel.naming import pinyin_key

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


class ContactFields(TypedDict, total=False):
    """The columns of a contact that people edit; keys as in `models.Contact`."""

    name: str
    name_en: str
    title: str
    phone: str
    email: str
    language: str
    decision_role: str
    is_decision_maker: bool
    influence: int
    attitude: str
    concern: str
    active: bool


@transaction.atomic
def add_contact(*, actor: User | None, account_id: int, **fields: Unpack[ContactFields]) -> Contact:
    """Add a person to a customer; `name` is needed."""
    account = Account.objects.get(pk=account_id)
    require(actor is None or permissions.can_edit(actor, account))
    columns = _checked(account, dict(fields))
    contact = Contact.objects.create(
        account=account, sort_key=pinyin_key(columns["name"]), **columns
    )
    journal.record(
        actor=actor,
        event=ContactAdded(contact_id=contact.pk, account_id=account.pk, name=contact.name),
    )
    return contact


@transaction.atomic
def update_contact(
    *, actor: User | None, contact_id: int, version: int, **fields: Unpack[ContactFields]
) -> Contact:
    """Edit the given columns of a person; who leaves becomes `active=False`."""
    contact = (
        Contact.objects.select_for_update(of=("self",)).select_related("account").get(pk=contact_id)
    )
    require(actor is None or permissions.can_edit(actor, contact.account))
    require_current(stored=contact.version, edited=version)
    columns = _checked(contact.account, dict(fields))
    stored = {name: getattr(contact, name) for name in columns}
    before = {name: value for name, value in stored.items() if value != columns[name]}
    after = {name: columns[name] for name in before}
    if not after:
        return contact
    for name, value in after.items():
        setattr(contact, name, value)
    contact.sort_key = pinyin_key(contact.name)
    contact.version += 1
    contact.save(update_fields=[*after, "sort_key", "version"])
    journal.record(
        actor=actor,
        event=ContactChanged(
            contact_id=contact.pk,
            account_id=contact.account_id,
            name=contact.name,
            before=before,
            after=after,
        ),
    )
    return contact


def _checked(account: Account, columns: dict[str, Any]) -> dict[str, Any]:
    if columns.get("phone"):
        columns["phone"] = phones.normalise(columns["phone"], country=account.country)
    return columns
