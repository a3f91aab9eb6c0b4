"""Navigation entries of tokens and webhooks."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

navigation.group("settings", _("Settings"), order=90)
navigation.register(
    Item(
        "api-tokens",
        _("API tokens"),
        icon="key-round",
        url_name="api:tokens",
        group="settings",
        order=80,
    ),
    Item(
        "webhooks",
        _("Webhooks"),
        icon="send",
        url_name="api:webhooks",
        group="settings",
        permission="api.manage_webhooks",
        order=85,
    ),
)
