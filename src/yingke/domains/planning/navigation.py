"""Navigation items of planning."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

navigation.group("settings", _("Settings"), order=90)
navigation.register(
    Item(
        "needs",
        _("Needs of agenda items"),
        icon="list-checks",
        url_name="planning:needs-list",
        group="settings",
        permission="planning.edit",
        order=46,
        matches=("/settings/timings/",),
    )
)
navigation.register(
    Item(
        "changes",
        _("Changes of plan"),
        icon="repeat",
        url_name="planning:changes",
        group="reception",
        permission="visits.serve",
        order=15,
    )
)
