"""Navigation items of tiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def _sees_entitlements(user: User) -> bool:
    return user.may("tiering.see") or user.may("tiering.act")


navigation.group("customers", _("Customers"), order=30)
navigation.register(
    Item(
        "tiers",
        _("Customer tiers"),
        icon="layers",
        url_name="tiering:board",
        group="customers",
        permission="tiering.see",
        order=15,
    ),
    Item(
        "entitlements",
        _("Entitlements"),
        icon="calendar-check",
        url_name="tiering:entitlements",
        group="customers",
        permission=_sees_entitlements,
        order=16,
    ),
)
