"""The targets of the indicators; a past month is judged by what was in force at its end."""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from typing import cast

from yingke.domains.assessment.parameters import SAMPLE, TARGETS
from yingke.domains.assessment.rules.months import Month
from yingke.domains.assessment.rules.targets import Goal
from yingke.domains.assessment.terms import Indicator
from yingke.foundation.policy import queries as policy

MORE_IS_BETTER = {Indicator.ACCURACY, Indicator.MATERIALS}
MOMENT = timedelta(microseconds=1)


def goals(
    indicator: Indicator, months: Iterable[Month], *, tz: tzinfo, now: datetime
) -> dict[Month, Goal]:
    """The goal of each month; of a month that lasts or is to come, the present one."""
    more = indicator in MORE_IS_BETTER
    return {
        month: Goal(_target(indicator, min(month.end(tz) - MOMENT, now)), more) for month in months
    }


def smallest_sample() -> int:
    """How many nodes, tasks, items or visits a figure needs."""
    return cast("int", policy.value(SAMPLE))


def _target(indicator: Indicator, at: datetime) -> float:
    value = policy.value(TARGETS[indicator], at=at)
    return value.total_seconds() if isinstance(value, timedelta) else float(Decimal(value) / 100)
