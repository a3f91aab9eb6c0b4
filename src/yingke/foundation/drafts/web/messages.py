"""Refusals of this package as sentences."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register(
    {
        "draft_exists": _("Another draft exists. Discard it first."),
        "moment_taken": _(
            "Another version already takes effect at this time. Choose another time."
        ),
        "version_is_in_force": _("Version %(number)s is already in force."),
        "version_is_published": _("Version %(number)s is published. Create a new version."),
        "version_not_published": _("Version %(number)s is not published."),
    }
)
