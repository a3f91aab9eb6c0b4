"""Parameters of bookings."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from yingke.foundation import policy
from yingke.foundation.policy.terms import Kind

BOOKINGS = policy.Group(_("Bookings"), order=60)

policy.declare(
    policy.Parameter(
        code="resources.no_show.after",
        kind=Kind.MINUTES,
        default=timedelta(minutes=0),
        title=_("Release unused rooms after (0: never)"),
        group=BOOKINGS,
    ),
    dimensions=("site",),
)
