"""What the indicators put on the home page of those who manage."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from yingke.domains.assessment import queries
from yingke.domains.assessment.rules.months import default_month
from yingke.domains.assessment.web import figures, words
from yingke.foundation.kernel import clock
from yingke.foundation.ui import home
from yingke.foundation.ui.panels import Panel

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Indicators:
    """The card: its month, and its rows."""

    month: str
    rows: list[figures.Figure]


def _indicators(user: "User", page: Any) -> Indicators | None:
    """The month's indicators, those that missed their target first; coordinators have the page.

    In its first week a month says nothing yet, and the one before is shown.
    """
    if not user.may("assessment.see") or user.may("visits.coordinate"):
        return None
    tz = timezone.get_current_timezone()
    month = default_month(clock.today(tz))
    found = queries.insights(user, month, tz=tz, now=clock.now())
    rows = sorted(map(figures.figure, found), key=lambda figure: not figure.missed)
    return Indicators(words.month_name(month), rows)


home.panels.add(Panel("indicators", "side", 30, "assessment/home.html", _indicators))
