"""Navigation items of visit types and procedures."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

navigation.group("settings", _("Settings"), order=90)
navigation.register(
    Item(
        "visit-types",
        _("Visit types"),
        icon="tag",
        url_name="procedures:types",
        group="settings",
        permission="procedures.edit",
        order=42,
        matches=("/settings/questions/",),
    ),
    Item(
        "procedures",
        _("Procedures"),
        icon="list-checks",
        url_name="procedures:procedures",
        group="settings",
        permission="procedures.edit",
        order=44,
        matches=("/settings/nodes/", "/settings/tasks/"),
    ),
    Item(
        "approval-chains",
        _("Approval chains"),
        icon="clipboard-check",
        url_name="procedures:chains",
        group="settings",
        permission="procedures.edit",
        order=45,
    ),
)
