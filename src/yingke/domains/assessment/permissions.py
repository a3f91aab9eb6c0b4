"""Permissions to see indicators."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PERMISSIONS: dict[str, str | Promise] = {
    "assessment.see": _("View indicators"),
}
DEFAULT_ROLES = {
    "assessment.see": ("coordinator", "approver", "manager", "director", "finance"),
}
