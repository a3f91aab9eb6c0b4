"""Permissions of the API. Managing your own tokens needs none."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PERMISSIONS: dict[str, str | Promise] = {
    "api.manage_webhooks": _("Send events to other systems by webhook"),
}
DEFAULT_ROLES = {
    "api.manage_webhooks": ("admin",),
}
# A webhook sends events about everyone, so a delegation does not pass it on.
PERSONAL = frozenset({"api.manage_webhooks"})
