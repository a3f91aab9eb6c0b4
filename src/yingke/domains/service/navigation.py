"""Navigation item of the service cases."""

from django.utils.translation import gettext_lazy as _

from yingke.domains.service.permissions import can_view
from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

navigation.group("customers", _("Customers"), order=30)
navigation.register(
    Item(
        "cases",
        _("Service cases"),
        icon="life-buoy",
        url_name="service:cases-list",
        group="customers",
        permission=can_view,
        order=70,
    )
)
