"""Navigation entries of the inbox and its settings."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.notifications import queries
from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

navigation.group("settings", _("Settings"), order=90)
navigation.register(
    Item(
        "inbox",
        _("Inbox"),
        icon="inbox",
        url_name="notifications:inbox",
        count=queries.unread,
        order=60,
        phone=4,
    ),
    Item(
        "notification-settings",
        _("Notifications"),
        icon="bell",
        url_name="notifications:settings",
        group="settings",
        order=82,
    ),
    Item(
        "undelivered",
        _("Undelivered"),
        icon="mail",
        url_name="notifications:undelivered",
        group="settings",
        permission="notifications.see_undelivered",
        order=62,
    ),
)
