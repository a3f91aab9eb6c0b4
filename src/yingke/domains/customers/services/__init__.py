"""Use cases of the customers package: its only writers."""

from yingke.domains.customers.services.accounts import create_account, update_account
from yingke.domains.customers.services.agreements import keep_copy, revoke_agreement, sign_agreement
from yingke.domains.customers.services.contacts import add_contact, update_contact
from yingke.domains.customers.services.preferences import note_preference, remove_preference
from yingke.domains.customers.services.tiers import set_tier

__all__ = [
    "add_contact",
    "create_account",
    "keep_copy",
    "note_preference",
    "remove_preference",
    "revoke_agreement",
    "set_tier",
    "sign_agreement",
    "update_account",
    "update_contact",
]
