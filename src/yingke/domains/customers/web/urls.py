"""URLs of the customers package."""

from django.urls import path

from yingke.domains.customers.web.registers import ACCOUNTS, CONTACTS, INTERACTIONS
from yingke.domains.customers.web.views import accounts, agreements, preferences, story

app_name = "customers"
urlpatterns = [
    path("customers/options/", accounts.options, name="options"),
    *ACCOUNTS.urls(detail=accounts.detail),
    path("customers/contacts/options/", accounts.contact_options, name="contact-options"),
    *CONTACTS.urls(),
    *INTERACTIONS.urls(),
    path("customers/<int:pk>/tier/", accounts.change_tier, name="tier"),
    path("customers/<int:pk>/story/", story.story, name="story"),
    path("customers/<int:pk>/preferences/new/", preferences.new_preference, name="new-preference"),
    path(
        "customers/<int:pk>/preferences/<int:preference_pk>/remove/",
        preferences.remove_preference,
        name="remove-preference",
    ),
    path("customers/<int:pk>/agreements/new/", agreements.new_agreement, name="new-agreement"),
    path(
        "customers/<int:pk>/agreements/<int:agreement_pk>/copy/",
        agreements.keep_copy,
        name="agreement-copy",
    ),
    path(
        "customers/<int:pk>/agreements/<int:agreement_pk>/revoke/",
        agreements.revoke_agreement,
        name="revoke-agreement",
    ),
]
