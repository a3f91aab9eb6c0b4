"""Navigation items of the customer pages."""

from django.utils.translation import gettext_lazy as _

from yingke.domains.customers import queries
from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

navigation.group("customers", _("Customers"), order=30)
navigation.register(
    Item(
        "customers",
        _("Key customers"),
        icon="building-2",
        url_name="customers:list",
        group="customers",
        permission=queries.sees_customers,
        order=10,
    ),
    Item(
        "contacts",
        _("Contacts"),
        icon="contact",
        url_name="customers:contacts-list",
        group="customers",
        permission=queries.sees_customers,
        order=20,
    ),
    Item(
        "quality",
        _("Data quality"),
        icon="gauge",
        url_name="customers:quality",
        group="customers",
        permission=queries.sees_customers,
        order=80,
    ),
)
