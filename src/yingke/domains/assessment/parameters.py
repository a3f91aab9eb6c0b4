"""The targets of the indicators, and how much data a figure needs."""

from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from yingke.domains.assessment.terms import Indicator
from yingke.foundation import policy
from yingke.foundation.policy.terms import Kind

INSIGHTS = policy.Group(_("Insights"), order=70)
TARGETS = {indicator: f"assessment.target.{indicator}" for indicator in Indicator}
SAMPLE = "assessment.sample.min"

policy.declare(
    policy.Parameter(
        code=TARGETS[Indicator.ACCURACY],
        kind=Kind.PERCENT,
        default=Decimal(90),
        title=_("Target: procedure accuracy, at least"),
        group=INSIGHTS,
    ),
    policy.Parameter(
        code=TARGETS[Indicator.RESPONSE],
        kind=Kind.HOURS,
        default=timedelta(hours=4),
        title=_("Target: cross-department response time, at most"),
        group=INSIGHTS,
    ),
    policy.Parameter(
        code=TARGETS[Indicator.MATERIALS],
        kind=Kind.PERCENT,
        default=Decimal(95),
        title=_("Target: preparation completeness, at least"),
        group=INSIGHTS,
    ),
    policy.Parameter(
        code=TARGETS[Indicator.CYCLE],
        kind=Kind.HOURS,
        default=timedelta(hours=48),
        title=_("Target: average planning time, at most"),
        group=INSIGHTS,
    ),
    policy.Parameter(
        code=TARGETS[Indicator.DUPLICATES],
        kind=Kind.PERCENT,
        default=Decimal(1),
        title=_("Target: duplicate booking rate, at most"),
        group=INSIGHTS,
    ),
    policy.Parameter(
        code=TARGETS[Indicator.REPLANNING],
        kind=Kind.HOURS,
        default=timedelta(hours=2),
        title=_("Target: time to replan a change, at most"),
        group=INSIGHTS,
    ),
    policy.Parameter(
        code=SAMPLE,
        kind=Kind.COUNT,
        default=5,
        title=_("Smallest sample of an indicator"),
        group=INSIGHTS,
    ),
)
