"""Permissions of the policy package."""

from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "policy.see": _("View procedure parameters and their history"),
    "policy.edit": _("Edit procedure parameters"),
}
DEFAULT_ROLES = {
    "policy.see": ("coordinator", "approver", "manager", "finance", "admin"),
    "policy.edit": ("admin",),
}
