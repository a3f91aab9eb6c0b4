"""Permissions on follow-ups."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yingke.domains.growth.models import FollowUp
    from yingke.foundation.identity.models import User

PERMISSIONS: dict[str, str | Promise] = {
    "growth.follow_up": _("Follow up on visits"),
    "growth.see_all": _("View all follow-ups"),
}
DEFAULT_ROLES = {
    "growth.follow_up": ("host", "business", "account-manager", "director"),
    "growth.see_all": ("coordinator", "approver", "manager", "director"),
}


def can_drive(user: "User", follow_up: "FollowUp") -> bool:
    """Whether the actor is the owner, the lead host, or coordinates visits."""
    if user.may("visits.coordinate"):
        return True
    mine = user.pk in (follow_up.owner_id, follow_up.visit.lead_host_id)
    return mine and user.may("growth.follow_up")
