"""Navigation items of the staff pages."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity.models.access import permissions_of
from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

navigation.group("support", _("Support"), order=40)
navigation.register(
    Item(
        "staff",
        _("Staff"),
        icon="users-round",
        url_name="people:list",
        group="support",
        permission=lambda user: bool(permissions_of(user)),
        order=40,
    )
)
