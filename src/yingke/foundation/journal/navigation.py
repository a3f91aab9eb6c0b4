"""Navigation entry of the journal."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

navigation.group("settings", _("Settings"), order=90)
navigation.register(
    Item(
        "journal",
        _("Journal"),
        icon="scroll-text",
        url_name="journal:list",
        group="settings",
        permission="journal.see",
        order=60,
    ),
)
