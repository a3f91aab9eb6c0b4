"""Create and edit contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.customers import permissions
from yingke.domains.customers.events import ContactAdded, ContactChanged
from yingke.domains.customers.models import Account, Contact
from yingke.domains.customers.rules import people_map
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import save_changes
from yingke.foundation.kernel import phones
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
    account_id: int = 0,
    **columns: Any,
) -> Contact:
    """Create or edit a contact; former contacts have `active=False`.

    A new one needs `name` and `account_id`, which cannot change later.
    """
    contact = locked_or_new(Contact, pk, version)
    account = contact.account if pk else Account.objects.get(pk=account_id)
    require(actor is None or permissions.can_edit(actor, account))
    if pk is None:
        columns["account_id"] = account.pk
    if columns.get("phone"):
        columns["phone"] = phones.normalise(columns["phone"], country=account.country)
    if columns.get("reports_to_id"):
        _check_above(account, contact.pk, columns["reports_to_id"])
    save_changes(contact, columns, actor=actor, event=_saved)
    return contact


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
