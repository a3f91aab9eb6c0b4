"""Navigation entries of the identity pages."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

navigation.group("settings", _("Settings"), order=90)
navigation.register(
    Item(
        "people",
        _("People"),
        icon="users",
        url_name="identity:users-list",
        group="settings",
        permission="identity.manage",
        order=10,
    ),
    Item(
        "roles",
        _("Roles"),
        icon="shield-check",
        url_name="identity:roles-list",
        group="settings",
        permission="identity.manage",
        order=20,
    ),
    Item(
        "organisation",
        _("Organisation"),
        icon="network",
        url_name="identity:units-list",
        group="settings",
        permission="identity.manage",
        order=30,
    ),
    Item(
        "sites",
        _("Sites"),
        icon="landmark",
        url_name="identity:sites-list",
        group="settings",
        permission="identity.edit_sites",
        order=35,
    ),
    Item(
        "account",
        _("My account"),
        icon="user-round",
        url_name="identity:account",
        group="settings",
        order=80,
    ),
)
