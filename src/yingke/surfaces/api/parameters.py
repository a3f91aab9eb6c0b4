"""Policy parameters of the API."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation import policy
from yingke.foundation.policy.terms import Kind

policy.declare(
    policy.Parameter(
        code="api.requests_per_minute",
        kind=Kind.COUNT,
        default=60_000,
        title=_("API requests per token per minute (per web process)"),
        clause="",
        group=policy.Group(_("API and integrations"), order=80),
    ),
)
