"""The health of a customer as the page shows it: a line of months, and every reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.customers.models import Account
from yingke.domains.tiering.models import CareAction, HealthScore
from yingke.domains.tiering.queries import health as queries
from yingke.domains.tiering.rules.health import GOOD, START, level
from yingke.domains.tiering.terms import ActionState
from yingke.foundation.ui import charts, dates

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

MONTHS: Final = 12
TONES: Final = {"good": "green", "watch": "amber", "warning": "red"}
LEVELS: Final = {
    "good": gettext_lazy("Good"),
    "watch": gettext_lazy("Watch"),
    "warning": gettext_lazy("Warning"),
}
SENTENCES: Final = {
    "silent": gettext_lazy("%(name)s: no contact for %(days)s days"),
    "promise_late": gettext_lazy("Promise “%(name)s” %(days)s days late"),
    "complaint_open": gettext_lazy("Complaint “%(name)s” open for %(days)s days"),
    "case_open": gettext_lazy("Case “%(name)s” open for %(days)s days"),
    "payment_late": gettext_lazy("Payment %(name)s %(days)s days overdue"),
    "missed": gettext_lazy("“%(name)s” missed by %(days)s days"),
    "orders_gone": gettext_lazy("No order for %(days)s days, %(times)s times the usual"),
    "orders_late": gettext_lazy("No order for %(days)s days, %(times)s times the usual"),
    "orders_steady": gettext_lazy("Orders come as usual, the last %(days)s days ago"),
    "feedback_good": gettext_lazy("Feedback of %(score)s points"),
    "feedback_low": gettext_lazy("Feedback of %(score)s points"),
}
NEVER: Final = gettext_lazy("%(name)s: no contact yet")


@dataclass(frozen=True)
class Line:
    """A reason with the step that somebody is taking."""

    points: int
    words: str
    step: CareAction | None

    @property
    def shown(self) -> str:
        return f"{self.points:+d}".replace("-", "−")


def words_of(reason: Mapping[str, Any]) -> str:
    """A stored reason as a sentence."""
    values = reason["values"]
    if reason["code"] == "silent" and values.get("days") is None:
        return f"{NEVER % values}"
    return f"{SENTENCES[reason['code']] % values}"


def scores_of(user: User, account: Account) -> list[HealthScore]:
    """A year of health, the latest month first; empty without a right to see it."""
    rows = queries.visible_to(user).filter(account=account)
    return list(rows.order_by("-month")[: MONTHS + 1])


def panel_of(user: User, account: Account, scores: Sequence[HealthScore]) -> dict[str, Any] | None:
    """The card: the line of months, reasons with their steps, and what changed in a month."""
    if not scores:
        return None
    latest = scores[0]
    steps = CareAction.objects.filter(
        account=account, state=ActionState.PLANNED, step__isnull=False
    ).select_related("step", "owner")
    by_signal = {action.step.signal: action for action in steps if action.step}
    told: set[str] = set()
    lines = []
    for reason in latest.reasons:
        signal = reason["signal"]
        step = by_signal.get(signal) if reason["points"] < 0 and signal not in told else None
        told.add(signal)
        lines.append(Line(reason["points"], words_of(reason), step))
    return {
        "score": latest,
        "level": LEVELS[level(latest.value)],
        "tone": TONES[level(latest.value)],
        "start": START,
        "chart": chart_of(scores, account),
        "lines": lines,
        "changes": changes_of(scores),
    }


def changes_of(scores: Sequence[HealthScore]) -> list[tuple[str, str]]:
    """Reasons that came or went since the month before, with their points."""
    if len(scores) < 2:
        return []
    now, before = (
        {(one["code"], one["values"].get("name")): one for one in score.reasons}
        for score in scores[:2]
    )
    came = [(one["points"], words_of(one)) for key, one in now.items() if key not in before]
    went = [(-one["points"], words_of(one)) for key, one in before.items() if key not in now]
    return [(f"{points:+d}".replace("-", "−"), words) for points, words in [*came, *went]]


def chart_of(scores: Sequence[HealthScore], account: Account) -> SafeString:
    """The months of a year as a line with the bound of what counts as good."""
    points = [
        charts.Point(
            label=dates.month_words(score.month),
            note=str(score.value),
            value=float(score.value),
            lines=((dates.month_words(score.month), str(score.value)),),
            goal=float(GOOD),
            current=score is scores[0],
            url=reverse("tiering:customer", args=[account.pk]),
        )
        for score in reversed(scores)
    ]
    scale = charts.scale_for(points, lambda value: f"{value:.0f}", most=100, from_zero=False)
    return charts.line_chart(points, scale, label=_("Health, last 12 months"))
