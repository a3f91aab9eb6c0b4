"""What the indicators put on the home page of those who manage."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from yingke.domains.assessment import queries
from yingke.domains.assessment.rules.months import Month
from yingke.domains.assessment.web import figures
from yingke.foundation.kernel import clock
from yingke.foundation.ui import home
from yingke.foundation.ui.panels import Panel

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def _indicators(user: "User", page: Any) -> list[figures.Figure] | None:
    """The month's indicators, those that missed their target first; coordinators have the page."""
    if not user.may("assessment.see") or user.may("visits.coordinate"):
        return None
    tz = timezone.get_current_timezone()
    found = queries.insights(user, Month.of(clock.today(tz)), tz=tz, now=clock.now())
    return sorted(map(figures.figure, found), key=lambda figure: not figure.missed)


home.panels.add(Panel("indicators", "side", 30, "assessment/home.html", _indicators))
