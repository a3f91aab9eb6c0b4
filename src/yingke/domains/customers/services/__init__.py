"""Services of the customers package, its only writers."""

from yingke.domains.customers.services.accounts import save_account
from yingke.domains.customers.services.agreements import keep_copy, revoke_agreement, sign_agreement
from yingke.domains.customers.services.contacts import save_contact
from yingke.domains.customers.services.interactions import save_interaction
from yingke.domains.customers.services.preferences import note_preference, remove_preference
from yingke.domains.customers.services.tiers import set_tier

__all__ = [
    "keep_copy",
    "note_preference",
    "remove_preference",
    "revoke_agreement",
    "save_account",
    "save_contact",
    "save_interaction",
    "set_tier",
    "sign_agreement",
]
