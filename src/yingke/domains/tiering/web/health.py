"""The health of a customer as the page shows it: a line of months, and every reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from yingke.domains.customers.models import Account
from yingke.domains.tiering import permissions
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
GONE: Final = ngettext_lazy(
    "No order for %(days)s day, %(times)s times the usual",
    "No order for %(days)s days, %(times)s times the usual",
    "days",
)
SENTENCES: Final = {
    "silent": ngettext_lazy(
        "%(name)s: no contact for %(days)s day", "%(name)s: no contact for %(days)s days", "days"
    ),
    "promise_late": ngettext_lazy(
        "Promise “%(name)s” is %(days)s day late",
        "Promise “%(name)s” is %(days)s days late",
        "days",
    ),
    "complaint_open": ngettext_lazy(
        "Complaint “%(name)s” open for %(days)s day",
        "Complaint “%(name)s” open for %(days)s days",
        "days",
    ),
    "case_open": ngettext_lazy(
        "Case “%(name)s” open for %(days)s day", "Case “%(name)s” open for %(days)s days", "days"
    ),
    "payment_late": ngettext_lazy(
        "Payment %(name)s is %(days)s day overdue",
        "Payment %(name)s is %(days)s days overdue",
        "days",
    ),
    "missed": ngettext_lazy(
        "“%(name)s” missed by %(days)s day", "“%(name)s” missed by %(days)s days", "days"
    ),
    "orders_gone": GONE,
    "orders_late": GONE,
    "orders_steady": ngettext_lazy(
        "Orders as usual, the last one %(days)s day ago",
        "Orders as usual, the last one %(days)s days ago",
        "days",
    ),
    "feedback_good": gettext_lazy("Feedback score %(score)s"),
    "feedback_low": gettext_lazy("Feedback score %(score)s"),
}
NEVER: Final = gettext_lazy("%(name)s: no contact yet")
NO_SUMS: Final = permissions.can_see_sums, gettext_lazy("Orders and payments (no access)")
NO_CASES: Final = permissions.can_see_cases, gettext_lazy("Service cases (no access)")
HIDDEN: Final[Mapping[str, tuple[Callable[[User], bool], Any]]] = {
    "payment": NO_SUMS,
    "orders": NO_SUMS,
    "case": NO_CASES,
}


@dataclass(frozen=True)
class Told:
    """A reason in words; without a `signal` where the reader may see only its points."""

    key: tuple[Any, ...]
    points: int
    words: str
    signal: str | None

    @property
    def shown(self) -> str:
        return f"{self.points:+d}".replace("-", "−")


def words_of(reason: Mapping[str, Any]) -> str:
    """A stored reason as a sentence."""
    values = reason["values"]
    if reason["code"] == "silent" and values.get("days") is None:
        return f"{NEVER % values}"
    return f"{SENTENCES[reason['code']] % values}"


def told(user: User, score: HealthScore) -> list[Told]:
    """The reasons as this reader may see them; the points of those hidden are summed by kind."""
    found, hidden = [], dict[str, int]()
    for one in score.reasons:
        may_see, words = HIDDEN.get(one["signal"], (permissions.can_see, ""))
        if may_see(user):
            key = one["code"], one["values"].get("name")
            found.append(Told(key, one["points"], words_of(one), one["signal"]))
        else:
            hidden[str(words)] = hidden.get(str(words), 0) + one["points"]
    return [*found, *(Told((words,), points, words, None) for words, points in hidden.items())]


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
    lines = [
        (one, by_signal.pop(one.signal or "", None) if one.points < 0 else None)
        for one in told(user, latest)
    ]
    return {
        "score": latest,
        "level": LEVELS[level(latest.value)],
        "tone": TONES[level(latest.value)],
        "start": START,
        "chart": chart_of(scores, account),
        "lines": lines,
        "changes": changes_of(user, scores),
    }


def changes_of(user: User, scores: Sequence[HealthScore]) -> list[tuple[str, str]]:
    """Reasons that came or went since the month before, with their points."""
    if len(scores) < 2:
        return []
    now, before = ({one.key: one for one in told(user, score)} for score in scores[:2])
    came = [one for key, one in now.items() if key not in before]
    went = [replace(one, points=-one.points) for key, one in before.items() if key not in now]
    return [(one.shown, one.words) for one in [*came, *went]]


def chart_of(scores: Sequence[HealthScore], account: Account) -> SafeString:
    """The months of a year as a line with the bound of what counts as good."""
    points = [
        charts.Point(
            label=str(dates.MONTHS[score.month.month - 1]),
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
