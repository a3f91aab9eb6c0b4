"""Permissions to see and record feedback, and to edit its form."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import User

PERMISSIONS: dict[str, str | Promise] = {
    "feedback.record": _("Record visit feedback"),
    "feedback.see_all": _("View all feedback"),
    "feedback.edit_forms": _("Edit the feedback form"),
}
DEFAULT_ROLES = {
    "feedback.record": ("coordinator", "host", "account-manager", "director"),
    "feedback.see_all": ("coordinator", "approver", "manager", "director"),
    "feedback.edit_forms": ("coordinator", "admin"),
}


def can_edit_forms(user: "User") -> bool:
    return user.may("feedback.edit_forms")


def can_record(user: "User", visit: "Visit") -> bool:
    """Whether the actor is lead host or coordinator, or may record feedback company-wide."""
    mine = user.pk in (visit.lead_host_id, visit.coordinator_id)
    return user.may("feedback.record") and (mine or user.may("visits.coordinate"))
