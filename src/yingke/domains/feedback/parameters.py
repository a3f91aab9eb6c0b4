"""Parameters of feedback."""

from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from yingke.domains.visits.terms import OF_A_VISIT
from yingke.foundation import policy
from yingke.foundation.policy.terms import Kind

AFTER = policy.Group(_("After the visit"), order=40)

policy.declare(
    policy.Parameter(
        code="feedback.due",
        kind=Kind.HOURS,
        default=timedelta(hours=24),
        title=_("Feedback due after visit"),
        clause="001/5.1",
        group=AFTER,
    ),
    policy.Parameter(
        code="feedback.excellent",
        kind=Kind.SCORE,
        default=Decimal(90),
        title=_("“Excellent” threshold"),
        clause="001/5.1",
        group=AFTER,
    ),
    dimensions=OF_A_VISIT,
)
