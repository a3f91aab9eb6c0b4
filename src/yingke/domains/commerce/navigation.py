"""Navigation item of the orders and other papers."""

from django.utils.translation import gettext_lazy as _

from yingke.domains.commerce.permissions import can_view
from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

navigation.group("customers", _("Customers"), order=30)
navigation.register(
    Item(
        "commerce",
        _("Orders and contracts"),
        icon="package",
        url_name="commerce:orders-list",
        group="customers",
        permission=can_view,
        order=60,
    )
)
