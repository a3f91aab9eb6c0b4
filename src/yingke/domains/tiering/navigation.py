"""Navigation items of tiers."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

navigation.group("customers", _("Customers"), order=30)
navigation.register(
    Item(
        "tiers",
        _("Customer tiers"),
        icon="layers",
        url_name="tiering:board",
        group="customers",
        permission="tiering.see",
        order=15,
    )
)
