"""Parameters of imports."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from yingke.foundation import policy
from yingke.foundation.policy.terms import Kind

GROUP = policy.Group(_("Imports"), order=95)
policy.declare(
    policy.Parameter(
        code="imports.undo_for",
        kind=Kind.DAYS,
        default=timedelta(days=30),
        title=_("How long an import can be undone"),
        group=GROUP,
    ),
    policy.Parameter(
        code="imports.megabytes",
        kind=Kind.COUNT,
        default=50,
        title=_("Largest file to import, in megabytes"),
        group=GROUP,
    ),
    policy.Parameter(
        code="imports.rows",
        kind=Kind.COUNT,
        default=200_000,
        title=_("Most rows in a file to import"),
        group=GROUP,
    ),
)
