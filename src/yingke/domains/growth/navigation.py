"""Navigation items of the follow-ups."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yingke.domains.customers import queries as customers
from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def _sees_follow_ups(user: "User") -> bool:
    return user.may("growth.see_all") or user.may("growth.follow_up")


navigation.group("customers", _("Customers"), order=30)
navigation.register(
    Item(
        "follow-ups",
        _("Follow-ups"),
        icon="target",
        url_name="growth:list",
        group="customers",
        permission=_sees_follow_ups,
        order=30,
    ),
    Item(
        "promises",
        _("Promises and opportunities"),
        icon="handshake",
        url_name="growth:promises-list",
        group="customers",
        permission=customers.sees_customers,
        order=35,
    ),
)
