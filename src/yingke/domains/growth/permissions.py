"""Permissions on follow-ups."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yingke.domains.growth import models
    from yingke.foundation.identity.models import User

PERMISSIONS: dict[str, str | Promise] = {
    "growth.follow_up": _("Follow up on visits"),
    "growth.see_all": _("View all follow-ups"),
    "growth.promise": _("Record promises to customers"),
    "growth.opportunities": _("Keep opportunities of visible customers"),
}
DEFAULT_ROLES = {
    "growth.follow_up": ("host", "business", "account-manager", "director"),
    "growth.see_all": ("coordinator", "approver", "manager", "director"),
    "growth.promise": ("coordinator", "host", "business", "account-manager", "director"),
    "growth.opportunities": ("business", "account-manager", "director"),
}


def can_drive(user: "User", follow_up: "models.FollowUp") -> bool:
    """Whether the actor is the owner, the lead host, or coordinates visits."""
    if user.may("visits.coordinate"):
        return True
    mine = user.pk in (follow_up.owner_id, follow_up.visit.lead_host_id)
    return mine and user.may("growth.follow_up")


def can_promise(user: "User", promise: "models.Promise | None" = None) -> bool:
    """Whether the actor may record promises, or edit one that is still open."""
    return user.may("growth.promise") and (promise is None or promise.kept_at is None)


def can_keep(user: "User", promise: "models.Promise") -> bool:
    """Whether the actor may say how a promise was kept: its owner, and who records promises."""
    return user.pk == promise.owner_id or user.may("growth.promise")


def can_edit_opportunities(user: "User", row: "models.Opportunity | None" = None) -> bool:
    return user.may("growth.opportunities")


def can_view_opportunities(user: "User") -> bool:
    return user.may("growth.opportunities") or user.may("growth.see_all")
