"""URLs of the commerce package."""

from django.urls import path

from yingke.domains.commerce.web import views
from yingke.domains.commerce.web.registers import CONTRACTS, ORDERS, PAYMENTS, PROJECTS, QUOTES

app_name = "commerce"
urlpatterns = [
    path("customers/orders/options/", views.options, {"register": ORDERS}, name="order-options"),
    path(
        "customers/contracts/options/",
        views.options,
        {"register": CONTRACTS},
        name="contract-options",
    ),
    *ORDERS.urls(),
    *PAYMENTS.urls(),
    *CONTRACTS.urls(),
    *PROJECTS.urls(),
    *QUOTES.urls(),
]
