"""Texts of readings."""

from typing import Final

from django.utils import formats
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from yingke.domains.assessment.queries.insights import SHARES
from yingke.domains.assessment.rules import targets
from yingke.domains.assessment.rules.facts import Accepted
from yingke.domains.assessment.rules.months import Month
from yingke.domains.assessment.rules.reading import Reading
from yingke.domains.assessment.rules.targets import Goal
from yingke.domains.assessment.terms import Indicator, Verdict
from yingke.foundation.ui import dates
from yingke.foundation.ui.components.library import Tone
from yingke.foundation.ui.components.signs import pill

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
    Indicator.REPLANNING: gettext_lazy(
        "Median time from the report of a change until everyone affected has been told, for "
        "changes told in the month."
    ),
    Indicator.DUPLICATES: gettext_lazy(
        "Share of bookings without which their agenda item would still have a resource of that "
        "kind with enough seats, for items of the month."
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
STATES: Final[dict[str, tuple[str | Promise, Tone]]] = {
    "reached": (gettext_lazy("On target"), "green"),
    "close": (gettext_lazy("Close"), "neutral"),
    "missed": (gettext_lazy("Missed"), "amber"),
    "unknown": (gettext_lazy("Not enough data"), "neutral"),
}
HOUR, DAY = 3600, 86400


def value(indicator: Indicator, reading: Reading) -> str:
    """Format the value with its unit, or say that there is not enough data."""
    if reading.value is None:
        return _("Not enough data")
    if indicator in SHARES:
        return _("%(number)s%%") % {"number": formats.number_format(100 * reading.value, 1)}
    return duration(reading.value)


def target(indicator: Indicator, goal: Goal) -> str:
    """The target with its sign: `≥ 90%`, `≤ 4 h`."""
    sign = "≥" if goal.more_is_better else "≤"
    if indicator not in SHARES:
        return f"{sign} {duration(goal.value)}"
    share = round(100 * goal.value, 1)
    places = 0 if share == int(share) else 1
    return f"{sign} " + _("%(number)s%%") % {"number": formats.number_format(share, places)}


def difference(indicator: Indicator, now: Reading, before: Reading) -> str:
    """By how much a reading differs from another one: `+1.9`, `−9.0`; "" where one lacks data."""
    if now.value is None or before.value is None:
        return ""
    change = now.value - before.value
    sign = "−" if change < 0 else "+" if change > 0 else "±"
    if indicator in SHARES:
        return sign + formats.number_format(abs(100 * change), 1)
    return sign + duration(abs(change))


def interval(reading: Reading) -> str:
    """The 95 % interval of a share: `61–88%`; "" for a duration."""
    found = targets.interval(reading)
    if found is None:
        return ""
    low, high = (formats.number_format(100 * bound, 0) for bound in found)
    return _("%(low)s–%(high)s%%") % {"low": low, "high": high}


def percent(share: float) -> str:
    """A share on the axis of a chart: `90%`."""
    return _("%(number)s%%") % {"number": formats.number_format(100 * share, 0)}


def sample(reading: Reading) -> str:
    """What a value rests on, short enough for the axis of a chart: `27/35`, `35`."""
    return str(reading.counted) if reading.good is None else f"{reading.good}/{reading.counted}"


def month_short(month: Month) -> str:
    """`11月`, `Nov`."""
    return str(dates.MONTHS[month.number - 1])


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
    elif indicator == Indicator.REPLANNING:
        words = ngettext("%(n)s change", "%(n)s changes", n)
    elif indicator == Indicator.DUPLICATES:
        words = ngettext("%(good)s of %(n)s booking", "%(good)s of %(n)s bookings", n)
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
