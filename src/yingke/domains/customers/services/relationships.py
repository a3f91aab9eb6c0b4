"""Who influences or blocks whom at a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.customers import permissions
from yingke.domains.customers.events import RelationshipAdded, RelationshipRemoved
from yingke.domains.customers.models import Contact, Relationship
from yingke.domains.customers.terms import RelationshipKind
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def add_relationship(
    *, actor: User | None, contact_id: int, other_id: int, kind: str, note: str = ""
) -> Relationship:
    """Say that one person influences or blocks another at the same customer; once for a kind.

    RuleViolation `contact_unknown` for somebody of another customer or the person themselves.
    """
    contact = Contact.objects.select_related("account").get(pk=contact_id)
    require(actor is None or permissions.can_edit(actor, contact.account))
    other = Contact.objects.filter(pk=other_id, account=contact.account).first()
    if other is None or other == contact:
        raise RuleViolation("contact_unknown", field="other")
    row, is_new = Relationship.objects.get_or_create(
        contact=contact,
        other=other,
        kind=RelationshipKind(kind),
        defaults={"note": note.strip()},
    )
    if is_new:
        about = (contact.pk, contact.account_id, contact.name, other.name)
        journal.record(actor=actor, event=RelationshipAdded(*about, row.kind, row.note))
    return row


@transaction.atomic
def remove_relationship(*, actor: User | None, relationship_id: int) -> None:
    """Take back what was said about two people."""
    row = Relationship.objects.select_related("contact__account", "other").get(pk=relationship_id)
    require(actor is None or permissions.can_edit(actor, row.contact.account))
    about = (row.contact_id, row.contact.account_id, row.contact.name, row.other.name)
    journal.record(actor=actor, event=RelationshipRemoved(*about, row.kind))
    row.delete()
