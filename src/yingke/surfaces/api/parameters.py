"""Policy parameters of the API."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation import policy
from yingke.foundation.policy.terms import Kind

policy.declare(
    policy.Parameter(
        code="api.requests_per_minute",
        kind=Kind.COUNT,
        default=60_000,
        title=_("Requests of one API token in a minute, to each web process"),
        clause="",
        group=_("Other programs"),
    ),
)
