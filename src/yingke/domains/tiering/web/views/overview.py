"""The customers on a map: value to the right, health upwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yingke.domains.customers.terms import Tier
from yingke.domains.tiering.models import Run
from yingke.domains.tiering.queries import health, scores
from yingke.domains.tiering.rules.health import GOOD, WARNING
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.naming import in_language, worded
from yingke.foundation.ui.pages import page

MOST: Final = 1000
WIDTH, HEIGHT = 760, 420


@dataclass(frozen=True)
class Dot:
    """A customer: where it stands, and what a reader learns about it."""

    x: float
    y: float
    tier: str
    name: str
    value: float
    health: int
    url: str

    @property
    def words(self) -> str:
        return _("%(name)s: value %(value)s, health %(health)s, %(tier)s") % {
            "name": self.name,
            "value": f"{self.value:.0f}",
            "health": self.health,
            "tier": worded(Tier, self.tier),
        }


@needs("tiering.see")
@require_GET
def value_and_health(request: UserRequest) -> HttpResponse:
    """Every visible customer with a score and a health, the most valuable thousand of them."""
    run = scores.latest_run()
    dots = _dots(request, run) if run is not None else []
    context = {
        "dots": dots,
        "width": WIDTH,
        "height": HEIGHT,
        "good": _y(GOOD),
        "warning": _y(WARNING),
        "tiers": [(tier.value, tier.label) for tier in Tier],
        "cut": len(dots) == MOST,
    }
    return page(request, "tiering/map.html", context)


def _dots(request: UserRequest, run: Run) -> list[Dot]:
    latest = health.latest_values(request.user)
    rows = scores.visible_scores(request.user, run).filter(total__isnull=False)
    found = rows.order_by("-total", "account").values_list(
        "account", "account__name", "account__name_en", "account__tier", "total"
    )[:MOST]
    return [
        Dot(
            x=round(total / 100 * WIDTH, 1),
            y=_y(latest[pk]),
            tier=tier,
            name=in_language(name, name_en),
            value=total,
            health=latest[pk],
            url=reverse("customers:detail", args=[pk]),
        )
        for pk, name, name_en, tier, total in found
        if pk in latest and total is not None
    ]


def _y(value: float) -> float:
    return round(HEIGHT - value / 100 * HEIGHT, 1)
