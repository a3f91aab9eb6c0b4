"""Record preferences and restrictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.customers import permissions
from yingke.domains.customers.events import PreferenceNoted, PreferenceRemoved
from yingke.domains.customers.models import Account, Contact, Preference
from yingke.domains.customers.terms import PreferenceKind, Stance
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def note_preference(
    *,
    actor: User | None,
    account_id: int,
    kind: str,
    stance: str,
    text: str,
    contact_id: int | None = None,
    confidential: bool = False,
) -> Preference:
    """Record a preference or restriction of a customer or contact; repeating it has no effect.

    Only users who may read confidential preferences can write one.
    """
    account = Account.objects.get(pk=account_id)
    require(actor is None or permissions.can_edit(actor, account))
    if confidential:
        require(actor is None or permissions.can_see_confidential(actor, account))
    if not text.strip():
        raise RuleViolation("text_needed", field="text")
    contact = _contact(account, contact_id)
    note, is_new = Preference.objects.get_or_create(
        account=account,
        contact=contact,
        kind=PreferenceKind(kind),
        stance=Stance(stance),
        text=text.strip(),
        defaults={
            "confidential": confidential,
            "recorded_by": actor,
            "recorded_at": clock.now(),
        },
    )
    if is_new:
        journal.record(actor=actor, event=PreferenceNoted(**_facts(note)))
    return note


@transaction.atomic
def remove_preference(*, actor: User | None, preference_id: int) -> None:
    """Remove a preference that is wrong or out of date."""
    note = (
        Preference.objects.select_for_update(of=("self",))
        .select_related("account", "contact")
        .get(pk=preference_id)
    )
    require(actor is None or permissions.can_edit(actor, note.account))
    if note.confidential:
        require(actor is None or permissions.can_see_confidential(actor, note.account))
    journal.record(actor=actor, event=PreferenceRemoved(**_facts(note)))
    note.delete()


def _contact(account: Account, contact_id: int | None) -> Contact | None:
    if contact_id is None:
        return None
    contact = Contact.objects.filter(pk=contact_id, account=account).first()
    if contact is None:
        raise RuleViolation("contact_unknown", field="contact")
    return contact


def _facts(note: Preference) -> dict[str, Any]:
    return {
        "preference_id": note.pk,
        "account_id": note.account_id,
        "contact_name": note.contact.name if note.contact else None,
        "preference_kind": str(note.kind),
        "stance": str(note.stance),
        "text": None if note.confidential else note.text,
    }
