"""Parameters of follow-ups."""

from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingke.domains.visits.terms import OF_A_VISIT
from yingke.foundation import policy
from yingke.foundation.policy.terms import Kind

AFTER = policy.Group(_("After the visit"), order=40)


def _days(code: str, days: int, title: str | Promise, clause: str) -> policy.Parameter:
    return policy.Parameter(
        code=code,
        kind=Kind.DAYS,
        default=timedelta(days=days),
        title=title,
        clause=clause,
        group=AFTER,
    )


policy.declare(
    _days("followup.draft", 3, _("First draft due after visit"), "001/5.2"),
    _days("followup.second_talk", 7, _("Second meeting due after visit"), "001/5.2"),
    _days("followup.sync", 7, _("Customer update interval"), "001/5.2"),
    dimensions=OF_A_VISIT,
)
