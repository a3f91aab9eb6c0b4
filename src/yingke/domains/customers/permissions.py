"""Who may do what to a customer; `queries.accounts.visible_to` says who sees one at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account
    from yingke.foundation.identity.models import User

PERMISSIONS: dict[str, str | Promise] = {
    "customers.see_all": _("See every customer"),
    "customers.edit": _("Add customers and edit those one can see"),
    "customers.set_tier": _("Set the tier of a customer"),
    "customers.see_confidential": _("Read confidential preferences and taboos"),
}


def can_create(actor: User) -> bool:
    """Tell whether the actor may add a customer."""
    return actor.may("customers.edit")


def can_edit(actor: User, account: Account) -> bool:
    """Tell whether the actor may edit a customer that he can see."""
    return actor.may("customers.edit") or answers_for(actor, account)


def can_set_tier(actor: User) -> bool:
    """Tell whether the actor may set a tier by hand."""
    return actor.may("customers.set_tier")


def can_see_confidential(actor: User, account: Account) -> bool:
    """Tell whether confidential preferences of this customer are shown to the actor."""
    return answers_for(actor, account) or actor.may("customers.see_confidential")


def answers_for(actor: User, account: Account) -> bool:
    """Tell whether the actor is the account manager or the director of the customer."""
    return actor.pk in {account.account_manager_id, account.director_id}
