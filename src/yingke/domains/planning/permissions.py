"""Permissions on needs, proposals and changes; who plans a visit decides on all of its plan."""

from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingke.domains.visits.terms import UNDER_WAY_STATES

if TYPE_CHECKING:
    from yingke.domains.planning.models import ChangeRequest
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


def can_report(actor: "User", visit: "Visit") -> bool:
    """Whether the user may report a change: who takes part in visits and sees this one."""
    parts = ("visits.serve", "visits.host", "visits.coordinate", "visits.receive")
    return visit.state in UNDER_WAY_STATES and any(actor.may(part) for part in parts)


def can_decide(actor: "User", change: "ChangeRequest") -> bool:
    """Whether the user may choose and confirm an answer, up to the limit of the parameters."""
    return can_propose(actor, change.visit)


def can_approve(actor: "User", change: "ChangeRequest") -> bool:
    """Whether the user may decide on a change above the limit."""
    return actor.may("visits.approve") and change.visit.state in UNDER_WAY_STATES


def can_withdraw(actor: "User", change: "ChangeRequest") -> bool:
    return actor.pk == change.reported_by_id or can_decide(actor, change)
