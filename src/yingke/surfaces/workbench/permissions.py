"""The permissions of the workbench's own pages."""

from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "jobs.see": _("See failed jobs and try them again"),
}
