"""Refusals of this package as sentences."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register(
    {
        "draft_exists": _("There is another draft. Discard it first."),
        "moment_taken": _("Another version is published from this moment on."),
        "version_is_in_force": _("Version %(number)s is in force already."),
        "version_is_published": _("Version %(number)s is published. Draft a new version instead."),
        "version_not_published": _("Version %(number)s is not published."),
    }
)
