"""Contacts and preferences of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from yingke.domains.customers.models import Contact, Preference
from yingke.domains.customers.permissions import can_edit, can_see_confidential
from yingke.domains.customers.queries.accounts import visible_to

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account
    from yingke.foundation.identity.models import User


def contacts_visible_to(user: User) -> QuerySet[Contact]:
    """Return the contacts of visible customers."""
    if user.may("customers.see_all"):
        return Contact.objects.all()
    return Contact.objects.filter(account__in=visible_to(user))


def may_edit_contacts(user: User, account: Account) -> bool:
    """Whether a person may add and edit the people of a customer."""
    return can_edit(user, account)


def key_people(account: Account) -> QuerySet[Contact]:
    """Return a customer's contacts: active ones first, most influential on top."""
    return Contact.objects.filter(account=account).order_by("-active", "-influence", "sort_key")


def preferences_for(
    user: User, account: Account, *, contact: Contact | None = None
) -> QuerySet[Preference]:
    """Return the preferences of a customer or contact that the reader may see."""
    notes = Preference.objects.filter(account=account).select_related("contact")
    if contact is not None:
        notes = notes.filter(Q(contact=contact) | Q(contact__isnull=True))
    if not can_see_confidential(user, account):
        notes = notes.filter(confidential=False)
    return notes.order_by("-stance", "kind", "pk")


def search_contacts(user: User, text: str, limit: int = 8) -> list[Contact]:
    """Return visible contacts whose names, position or pinyin contain every word, by name."""
    words = text.casefold().split()
    if not words:
        return []
    found = contacts_visible_to(user).filter(active=True)
    for word in words:
        found = found.filter(search_text__contains=word)
    return list(found.select_related("account").order_by("sort_key", "pk")[:limit])
