"""Permissions of the workbench pages."""

from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "jobs.see": _("View and retry failed jobs"),
}
DEFAULT_ROLES = {
    "jobs.see": ("admin",),
}
