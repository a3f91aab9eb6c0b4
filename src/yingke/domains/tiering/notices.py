"""What to tell whom about entitlements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity.queries import users_with
from yingke.foundation.notifications import services as notifications
from yingke.foundation.notifications.kinds import Kind, declare, words

if TYPE_CHECKING:
    from yingke.domains.tiering.models import CareAction

SOON, MISSED, ESCALATED = 1, 2, 3
KINDS = {
    SOON: "tiering.entitlement_soon",
    MISSED: "tiering.entitlement_missed",
    ESCALATED: "tiering.entitlement_escalated",
}

declare(
    Kind(
        KINDS[SOON],
        _("Due soon: %(what)s"),
        _("%(customer)s, due %(due)s"),
        label=_("Entitlement due soon"),
    ),
    Kind(
        KINDS[MISSED],
        _("Missed: %(what)s"),
        _("%(customer)s, was due %(due)s"),
        label=_("Entitlement missed"),
    ),
    Kind(
        KINDS[ESCALATED],
        _("Missed: %(what)s"),
        _("%(customer)s, was due %(due)s. Owner: %(owner)s"),
        urgent=True,
        label=_("Entitlement missed by someone else"),
    ),
)


def entitlement(action: CareAction, stage: int) -> None:
    """Tell the owner, or at the last stage the director or those who decide on tiers."""
    account = action.account
    above = [account.director] if account.director else list(users_with("tiering.decide"))
    notifications.notify(
        to=above if stage == ESCALATED else [action.owner],
        kind=KINDS[stage],
        params={
            "what": words(action.what),
            "customer": words(account),
            "due": action.due_on,
            "owner": words(action.owner),
        },
        url=reverse("tiering:care-action", args=[action.pk]),
        key=f"{KINDS[stage]}:{action.pk}",
    )
