"""Tiers in ⌘K: what a person may do, and the moves that wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from yingke.domains.tiering import permissions
from yingke.foundation.ui import palette
from yingke.foundation.ui.palette import Hit

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

ACTIONS = (
    ("tiering:what-if", _lazy("Try tier rules"), "sliders-horizontal", ("试算", "what if")),
    ("tiering:scores", _lazy("Customer scores"), "list", ("得分", "评分", "score")),
    ("tiering:moves", _lazy("Tier moves"), "stamp", ("变动", "升降层", "move")),
    ("tiering:trial", _lazy("Trial with matched customers"), "users", ("试点", "对照", "trial")),
    ("tiering:map", _lazy("Value and health"), "map", ("地图", "map", "健康")),
    ("tiering:rates", _lazy("Cohorts and rates"), "chart-column", ("复购", "流失", "cohort")),
    ("tiering:rules", _lazy("Tier rules"), "scale", ("分层规则", "rules")),
)


def actions(user: User, query: str, limit: int) -> list[Hit]:
    """Pages of tiers beside the board, by their names in either language."""
    if not query or not user.may("tiering.see"):
        return []
    shown = [one for one in ACTIONS if one[0] != "tiering:trial" or permissions.can_see_sums(user)]
    return [
        Hit(title, "", reverse(view), icon, _("Actions"))
        for view, title, icon, names in shown
        if palette.fits(query, title, *names)
    ][:limit]


palette.register(actions, first=True)
