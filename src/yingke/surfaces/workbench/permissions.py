"""Permissions of the workbench pages."""

from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "jobs.see": _("See failed jobs and try them again"),
}
DEFAULT_ROLES = {
    "jobs.see": ("admin",),
}
