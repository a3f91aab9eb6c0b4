"""Navigation entries of home, tasks and settings."""

from django.utils.translation import gettext_lazy as _

from yingke.domains.visits.queries import lists
from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

navigation.group("settings", _("Settings"), order=90)
navigation.register(
    Item(
        "home",
        _("Workbench"),
        icon="house",
        url_name="workbench:home",
        order=10,
        phone=1,
    ),
    Item(
        "tasks",
        _("My tasks"),
        icon="list-checks",
        url_name="workbench:tasks",
        count=lists.open_tasks,
        order=20,
        phone=3,
    ),
    Item(
        "settings",
        _("Settings"),
        icon="settings",
        url_name="workbench:settings",
        group="settings",
        index_of="settings",
        order=5,
    ),
    Item(
        "calendars",
        _("Working calendars"),
        icon="calendar-range",
        url_name="workbench:calendars",
        group="settings",
        permission="policy.edit",
        order=50,
    ),
    Item(
        "jobs",
        _("Failed jobs"),
        icon="activity",
        url_name="workbench:jobs",
        group="settings",
        permission="jobs.see",
        order=70,
    ),
)
