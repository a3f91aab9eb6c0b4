"""Navigation items of the schedule and the resources."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity.models import User
from yingke.foundation.identity.models.access import permissions_of
from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item


def _holds_a_role(user: User) -> bool:
    return bool(permissions_of(user))


navigation.group("reception", _("Reception"), order=20)
navigation.group("support", _("Support"), order=40)
navigation.register(
    Item(
        "schedule",
        _("Schedule and resources"),
        icon="calendar-range",
        url_name="resources:schedule",
        group="reception",
        permission=_holds_a_role,
        order=20,
    ),
    Item(
        "register",
        _("Rooms, vehicles and hotels"),
        icon="warehouse",
        url_name="resources:register",
        group="support",
        permission=_holds_a_role,
        order=10,
    ),
)
