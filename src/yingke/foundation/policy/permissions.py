"""Permissions of the policy package."""

from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "policy.see": _("See the parameters of the procedure and their history"),
    "policy.edit": _("Change the parameters of the procedure"),
}
DEFAULT_ROLES = {
    "policy.see": ("coordinator", "approver", "manager", "finance", "admin"),
    "policy.edit": ("admin",),
}
