"""Navigation items of the visits."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity.models.access import permissions_of
from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

navigation.group("reception", _("Reception"), order=20)
navigation.register(
    Item(
        "visits",
        _("Visits"),
        icon="calendar-days",
        url_name="visits:list",
        group="reception",
        permission=lambda user: bool(permissions_of(user)),
        order=10,
        phone=2,
    ),
)
