"""Navigation entries of the policy pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item


def _reads_policy(user: Any) -> bool:
    return bool(user.may("policy.see") or user.may("policy.edit"))


navigation.group("settings", _("Settings"), order=90)
navigation.register(
    Item(
        "policy",
        _("Policy"),
        icon="sliders-horizontal",
        url_name="policy:parameters",
        group="settings",
        permission=_reads_policy,
        order=40,
    ),
)
