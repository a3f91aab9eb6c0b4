"""The visits behind an indicator in a month, each with its own reading."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast

from yingke.domains.assessment.models import VisitMonth
from yingke.domains.assessment.queries.insights import SHARES, visible_months
from yingke.domains.assessment.rules.months import Month
from yingke.domains.assessment.rules.reading import Reading
from yingke.domains.assessment.rules.targets import Goal
from yingke.domains.assessment.terms import Indicator

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

SHOWN = tuple(
    f"visit__{name}" for name in ("account", "visit_type", "lead_host", "department", "site")
)


class _Overdue(Func):
    """How many of the moments in an array lie before another one."""

    template = "(SELECT count(*) FROM unnest(%(expressions)s))"
    arg_joiner = ") AS due WHERE due < ("
    output_field = IntegerField()


class _Median(Func):
    """The median of an array; null for an empty one."""

    template = (
        "(SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY one)"
        " FROM unnest(%(expressions)s) AS one)"
    )
    output_field = FloatField()


class _Length(Func):
    function = "cardinality"
    output_field = IntegerField()


def behind(
    user: "User", indicator: Indicator, month: Month, goal: Goal, *, now: datetime
) -> QuerySet[VisitMonth]:
    """The rows of the visible visits that count, with `counted`, `good`, `value`, `missed`, `rank`.

    `missed` says whether the visit alone missed the goal; by `rank` the worst comes first.
    """
    rows: Any = visible_months(user).filter(month=month.first)
    rows = rows.annotate(**_sums(indicator, now)).filter(counted__gt=0)
    if indicator in SHARES:
        good, counted = (Cast(F(name), FloatField()) for name in ("good", "counted"))
        value: Any = ExpressionWrapper(good / counted, output_field=FloatField())
        rows = rows.annotate(value=value)
    rows = rows.annotate(rank=F("value") if goal.more_is_better else -F("value"))
    failed = Q(value__lt=goal.value) if goal.more_is_better else Q(value__gt=goal.value)
    found: QuerySet[VisitMonth] = rows.annotate(
        missed=Case(When(failed, then=Value(1)), default=Value(0))
    ).select_related(*SHOWN)
    return found


def reading(row: Any) -> Reading:
    """What one of these rows says."""
    return Reading(row.value, row.counted, row.good)


def _sums(indicator: Indicator, now: datetime) -> dict[str, Any]:
    nothing = Value(None, output_field=IntegerField())
    if indicator == Indicator.ACCURACY:
        return {
            "counted": F("nodes_closed") + _Overdue(F("nodes_open"), Value(now)),
            "good": F("nodes_right"),
        }
    if indicator == Indicator.MATERIALS:
        return {"counted": F("items_required"), "good": F("items_checked")}
    if indicator == Indicator.DUPLICATES:
        return {"counted": F("bookings"), "good": F("duplicates")}
    if indicator == Indicator.REPLANNING:
        length = _Length(F("replans"))
        return {"counted": length, "good": nothing, "value": _Median(F("replans"))}
    if indicator == Indicator.RESPONSE:
        length = _Length(F("responses"))
        return {"counted": length, "good": nothing, "value": _Median(F("responses"))}
    planned = Case(When(planning=None, then=Value(0)), default=Value(1))
    return {"counted": planned, "good": nothing, "value": F("planning")}
