"""Services of the customers package, its only writers."""

from yingke.domains.customers.services.accounts import save_account, save_accounts
from yingke.domains.customers.services.agreements import keep_copy, revoke_agreement, sign_agreement
from yingke.domains.customers.services.contacts import save_contact, save_contacts
from yingke.domains.customers.services.duplicates import (
    dismiss_duplicate,
    find_duplicates,
    reconsider_duplicate,
    search_again,
)
from yingke.domains.customers.services.interactions import (
    save_interaction,
    save_interactions,
)
from yingke.domains.customers.services.merges import merge_accounts, undo_merge
from yingke.domains.customers.services.preferences import note_preference, remove_preference
from yingke.domains.customers.services.relationships import (
    add_relationship,
    remove_relationship,
)
from yingke.domains.customers.services.tiers import set_tier

__all__ = [
    "add_relationship",
    "dismiss_duplicate",
    "find_duplicates",
    "keep_copy",
    "merge_accounts",
    "note_preference",
    "reconsider_duplicate",
    "remove_preference",
    "remove_relationship",
    "revoke_agreement",
    "save_account",
    "save_accounts",
    "save_contact",
    "save_contacts",
    "save_interaction",
    "save_interactions",
    "search_again",
    "set_tier",
    "sign_agreement",
    "undo_merge",
]
