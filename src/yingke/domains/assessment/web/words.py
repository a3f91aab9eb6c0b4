"""Texts of readings."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils import formats
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from yingke.domains.assessment.queries.insights import SHARES, Insight
from yingke.domains.assessment.rules.facts import Accepted
from yingke.domains.assessment.rules.months import Month
from yingke.domains.assessment.rules.reading import Reading
from yingke.domains.assessment.terms import Indicator, Verdict
from yingke.domains.assessment.web.charts import Bar, bars
from yingke.foundation.ui.components.library import Tone
from yingke.foundation.ui.components.signs import pill

ICONS: Final = {
    Indicator.ACCURACY: "list-checks",
    Indicator.RESPONSE: "timer",
    Indicator.MATERIALS: "package",
    Indicator.CYCLE: "refresh-cw",
}
DEFINITIONS: Final[dict[Indicator, str | Promise]] = {
    Indicator.ACCURACY: gettext_lazy(
        "Share of nodes due in the month that were completed on time with all their "
        "evidence. A node counts once it is completed or past due; a skipped node counts "
        "as not done."
    ),
    Indicator.RESPONSE: gettext_lazy(
        "Median time from assigning a task to its acceptance, where the two people work in "
        "different departments, for tasks accepted in the month."
    ),
    Indicator.MATERIALS: gettext_lazy(
        "Share of required items checked off at the readiness check, for visits confirmed "
        "in the month."
    ),
    Indicator.CYCLE: gettext_lazy(
        "Average time from submitting a request to approving its first plan, for visits "
        "whose plan was approved in the month."
    ),
}
VERDICT_TONES: Final[dict[str, Tone]] = {
    Verdict.RIGHT: "green",
    Verdict.LATE: "amber",
    Verdict.NO_EVIDENCE: "amber",
    Verdict.DEVIATION: "red",
    Verdict.SKIPPED: "neutral",
    Verdict.OVERDUE: "red",
}
HOUR, DAY = 3600, 86400


@dataclass(frozen=True)
class Figure:
    """One indicator as the page shows it."""

    code: str
    label: str
    icon: str
    definition: str | Promise
    value: str
    basis: str
    change: str
    change_tone: str
    change_icon: str
    chart: SafeString
    url: str


def figure(insight: Insight) -> Figure:
    """Return the texts and bars of an insight."""
    indicator, month = insight.indicator, insight.month
    text, tone = _change(insight)
    address = reverse("assessment:indicator", args=[indicator.value])
    return Figure(
        code=indicator.value,
        label=str(indicator.label),
        icon=ICONS[indicator],
        definition=DEFINITIONS[indicator],
        value=value(indicator, insight.reading),
        basis=basis(indicator, insight.reading),
        change=text,
        change_tone=tone,
        change_icon=_arrow(insight),
        chart=_chart(insight),
        url=f"{address}?month={month}",
    )


def value(indicator: Indicator, reading: Reading) -> str:
    """Format the value with its unit, or say that there is not enough data."""
    if reading.value is None:
        return _("Not enough data")
    if indicator in SHARES:
        return _("%(number)s%%") % {"number": formats.number_format(100 * reading.value, 1)}
    return duration(reading.value)


def duration(seconds: float) -> str:
    """Format seconds: minutes below an hour, days from two days on, otherwise hours."""
    if seconds < HOUR:
        return _("%(number)s min") % {"number": formats.number_format(round(seconds / 60))}
    if seconds < 2 * DAY:
        return _("%(number)s h") % {"number": formats.number_format(seconds / HOUR, 1)}
    return _("%(number)s d") % {"number": formats.number_format(seconds / DAY, 1)}


def basis(indicator: Indicator, reading: Reading) -> str:
    """Describe the basis of a value."""
    n, good = reading.counted, reading.good
    if indicator == Indicator.ACCURACY:
        words = ngettext("%(good)s of %(n)s node", "%(good)s of %(n)s nodes", n)
    elif indicator == Indicator.MATERIALS:
        words = ngettext("%(good)s of %(n)s item", "%(good)s of %(n)s items", n)
    elif indicator == Indicator.RESPONSE:
        words = ngettext("%(n)s task", "%(n)s tasks", n)
    else:
        words = ngettext("%(n)s visit", "%(n)s visits", n)
    return words % {"n": n, "good": good or 0}


def verdict(found: Verdict) -> SafeString:
    """Return the verdict as a pill."""
    return pill(found.label, tone=VERDICT_TONES[found], dot=True)


def task(fact: Accepted) -> str:
    """Return the task's name in the reader's language."""
    in_chinese = (get_language() or "").startswith("zh")
    return fact.name if in_chinese or not fact.name_en else fact.name_en


def month_name(month: Month) -> str:
    """Format a month: `2025年11月`, `November 2025`."""
    return formats.date_format(month.first, "YEAR_MONTH_FORMAT")


def _change(insight: Insight) -> tuple[str, str]:
    before = {"before": value(insight.indicator, insight.before)}
    words = {
        "better": (_("Better than the previous month (%(before)s)"), "green"),
        "worse": (_("Worse than the previous month (%(before)s)"), "amber"),
        "same": (_("Same as the previous month"), "neutral"),
        "unknown": (_("No comparable data for the previous month"), "neutral"),
    }
    text, tone = words[insight.direction]
    return text % before, tone


def _arrow(insight: Insight) -> str:
    now, before = insight.reading.value, insight.before.value
    if now is None or before is None or now == before:
        return "minus"
    return "trending-up" if now > before else "trending-down"


def _chart(insight: Insight) -> SafeString:
    points = [
        Bar(
            label=str(month.number),
            value=reading.value,
            text=f"{month_name(month)}: {value(insight.indicator, reading)}",
            current=month == insight.month,
        )
        for month, reading in insight.trend.items()
    ]
    top = 1.0 if insight.indicator in SHARES else None
    return bars(points, label=_("Over twelve months"), top=top)
