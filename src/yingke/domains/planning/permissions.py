"""Permissions on needs and proposals; who plans a visit may also ask for proposals."""

from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingke.domains.visits.terms import UNDER_WAY_STATES

if TYPE_CHECKING:
    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import User

PERMISSIONS: dict[str, str | Promise] = {
    "planning.edit": _("Edit what agenda items need"),
}
DEFAULT_ROLES = {
    "planning.edit": ("admin",),
}


def can_edit(actor: "User", row: Any = None) -> bool:
    return actor.may("planning.edit")


def can_plan_days(actor: "User") -> bool:
    """Whether the user may plan all visits of a day together."""
    return actor.may("visits.coordinate")


def can_propose(actor: "User", visit: "Visit") -> bool:
    """Whether the user may ask for a proposal and accept it."""
    runs = actor.may("visits.coordinate") or actor.pk in (visit.coordinator_id, visit.lead_host_id)
    return runs and visit.state in UNDER_WAY_STATES
