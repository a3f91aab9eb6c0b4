"""Permissions on scores and tiers; `customers.queries.visible_to` decides which customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

PERMISSIONS: dict[str, str | Promise] = {
    "tiering.see": _("View scores and tiers of visible customers"),
    "tiering.rate": _("Rate visible customers"),
    "tiering.decide": _("Decide on tier moves"),
    "tiering.edit_rules": _("Draft scorecards and tier rules"),
    "tiering.approve_rules": _("Approve scorecards and tier rules"),
    "tiering.edit_entitlements": _("Edit entitlements of tiers"),
    "tiering.act": _("Complete, explain and plan entitlements of visible customers"),
}
DEFAULT_ROLES = {
    "tiering.see": ("coordinator", "account-manager", "director", "approver", "manager"),
    "tiering.rate": ("account-manager", "director", "manager"),
    "tiering.decide": ("director", "approver"),
    "tiering.edit_rules": ("director", "approver", "manager"),
    "tiering.approve_rules": ("approver", "manager"),
    "tiering.edit_entitlements": ("director", "manager", "admin"),
    "tiering.act": ("coordinator", "account-manager", "director"),
}


def can_see(user: User) -> bool:
    return user.may("tiering.see")


def can_see_sums(user: User) -> bool:
    """Whether amounts may be shown, and what tells of them; decided by those who keep orders."""
    return user.may("commerce.view") or user.may("commerce.edit")


def can_see_cases(user: User) -> bool:
    return user.may("service.view") or user.may("service.edit")


def can_rate(user: User, rating: Any = None) -> bool:
    """Whether the actor may add a rating, or edit this one, which only its rater may."""
    return user.may("tiering.rate") and (rating is None or rating.rater_id == user.pk)


def can_decide(user: User) -> bool:
    return user.may("tiering.decide")


def can_recompute(user: User) -> bool:
    return user.may("tiering.edit_rules") or user.may("tiering.decide")


def can_edit_rules(user: User) -> bool:
    return user.may("tiering.edit_rules")


def can_approve_rules(user: User) -> bool:
    return user.may("tiering.approve_rules")


def can_edit_entitlements(user: User, row: Any = None) -> bool:
    return user.may("tiering.edit_entitlements")


def can_place(user: User, row: Any = None) -> bool:
    """Whether the actor may say who is on site at a customer."""
    return user.may("tiering.edit_entitlements") or user.may("tiering.act")


def can_act(user: User, action: Any) -> bool:
    """Whether the actor may complete a date: its owner, or who acts for all."""
    return user.pk == action.owner_id or user.may("tiering.act")


def can_save(user: User, plan: Any = None) -> bool:
    """Whether the actor may keep plans to save customers."""
    return user.may("tiering.act")
