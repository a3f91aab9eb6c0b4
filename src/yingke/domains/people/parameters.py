"""Parameters of the load of people."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from yingke.foundation import policy
from yingke.foundation.policy.terms import Kind

PEOPLE = policy.Group(_("People"), order=55)

policy.declare(
    policy.Parameter(
        code="people.load.month",
        kind=Kind.HOURS,
        default=timedelta(hours=60),
        title=_("Most hours on duty per person and month (0: no limit)"),
        group=PEOPLE,
    ),
    policy.Parameter(
        code="people.load.off_hours",
        kind=Kind.HOURS,
        default=timedelta(hours=12),
        title=_("Most early, evening and day-off hours per person and month (0: no limit)"),
        group=PEOPLE,
    ),
)
