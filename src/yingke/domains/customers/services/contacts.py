"""Create and edit contacts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.customers import permissions
from yingke.domains.customers.events import ContactAdded, ContactChanged
from yingke.domains.customers.models import Account, Contact
from yingke.domains.customers.rules import people_map
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import save_all
from yingke.foundation.kernel import phones
from yingke.foundation.kernel.bulk import Write
from yingke.foundation.kernel.changes import Changes, locked_or_new
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.journal import Event


@transaction.atomic
def save_contact(
    *,
    actor: User | None,
    pk: int | None = None,
    version: int | None = None,
    **columns: Any,
) -> Contact:
    """Create or edit a contact; former contacts have `active=False`.

    A new one needs `name` and `account_id`, which cannot change later.
    """
    write = Write(locked_or_new(Contact, pk, version), columns)
    save_contacts(actor=actor, writes=[write])
    if write.refused is not None:
        raise write.refused
    return write.row


@transaction.atomic
def save_contacts(*, actor: User | None, writes: Sequence[Write[Contact]]) -> None:
    """Create or edit many contacts; what is wrong with one stands in its `refused`."""
    accounts = Account.objects.in_bulk({_account_id(write) for write in writes})
    for write in writes:
        try:
            _prepare(actor, write, accounts[_account_id(write)])
        except RuleViolation as violation:
            write.refused = violation
    save_all(writes, actor=actor, event=_saved)


def _prepare(actor: User | None, write: Write[Contact], account: Account) -> None:
    require(actor is None or permissions.can_edit(actor, account))
    write.columns["account_id"] = account.pk
    if write.columns.get("phone"):
        write.columns["phone"] = phones.normalise(write.columns["phone"], country=account.country)
    if write.columns.get("reports_to_id"):
        _check_above(account, write.row.pk, write.columns["reports_to_id"])


def _account_id(write: Write[Contact]) -> int:
    """The customer of a contact, which only a new one can choose."""
    return write.columns.get("account_id", 0) if write.is_new else write.row.account_id


def _check_above(account: Account, person: int | None, above: int) -> None:
    """Refuse a superior of another customer, and a circle of superiors."""
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)  # one at a time
    reports_to = dict(Contact.objects.filter(account=account).values_list("pk", "reports_to"))
    if above not in reports_to:
        raise RuleViolation("contact_unknown", field="reports_to")
    if person is not None:
        people_map.check_above(person, above, reports_to)


def _saved(contact: Contact, done: Changes) -> Event:
    if done.is_new:
        return ContactAdded(contact.pk, contact.account_id, contact.name)
    return ContactChanged(
        contact.pk, contact.account_id, contact.name, before=done.before, after=done.after
    )
