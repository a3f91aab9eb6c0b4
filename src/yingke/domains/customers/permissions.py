"""Permissions on customers; `queries.accounts.visible_to` decides who sees one at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account, Contact, Interaction
    from yingke.foundation.identity.models import User

PERMISSIONS: dict[str, str | Promise] = {
    "customers.see_all": _("View all customers"),
    "customers.edit": _("Add customers and edit visible ones"),
    "customers.log": _("Log and plan contacts with visible customers"),
    "customers.merge": _("Merge duplicate customers and undo it"),
    "customers.set_tier": _("Set customer tiers"),
    "customers.see_confidential": _("View confidential preferences and restrictions"),
}
DEFAULT_ROLES = {
    "customers.see_all": ("coordinator", "approver", "manager", "director", "custodian"),
    "customers.edit": ("coordinator", "account-manager", "director"),
    "customers.log": (
        *("coordinator", "host", "business", "account-manager", "director", "manager"),
    ),
    "customers.merge": ("coordinator", "director"),
    "customers.set_tier": ("director",),
    "customers.see_confidential": ("custodian",),
}
# A delegation covers the customers, but not confidential notes.
PERSONAL = frozenset({"customers.see_confidential"})


def can_create(actor: User) -> bool:
    return actor.may("customers.edit")


def can_edit(actor: User, account: Account | None = None) -> bool:
    """Whether the actor may edit a customer visible to them, or create one."""
    return can_create(actor) or (account is not None and answers_for(actor, account))


def can_edit_contact(actor: User, contact: Contact | None = None) -> bool:
    """Whether the actor may edit a contact, or add one to any customer."""
    if contact is not None:
        return can_edit(actor, contact.account)
    return can_create(actor) or actor.managed_accounts.exists() or actor.directed_accounts.exists()


def can_log(actor: User, account: Account | None = None) -> bool:
    """Whether the actor may log a contact with a customer visible to them, or with any."""
    return actor.may("customers.log") or can_edit(actor, account)


def can_change_interaction(actor: User, interaction: Interaction | None = None) -> bool:
    """Whether the actor may edit a contact that was logged, or log one."""
    return can_log(actor, interaction.account if interaction else None)


def can_merge(actor: User, account: Account | None = None) -> bool:
    """Whether the actor may merge a customer visible to them; needs both sides of a pair."""
    return actor.may("customers.merge") and (account is None or can_edit(actor, account))


def can_set_tier(actor: User) -> bool:
    return actor.may("customers.set_tier")


def can_see_confidential(actor: User, account: Account) -> bool:
    """Whether the actor may read confidential preferences of this customer."""
    return answers_for(actor, account) or actor.may("customers.see_confidential")


def answers_for(actor: User, account: Account) -> bool:
    """Whether the actor is account manager or director of the customer."""
    return actor.pk in {account.account_manager_id, account.director_id}
