"""The pages of the customers package."""

from django.urls import path

from yingke.domains.customers.web.views import accounts, agreements, contacts, preferences

app_name = "customers"
urlpatterns = [
    path("customers/", accounts.account_list, name="list"),
    path("customers/new/", accounts.new_account, name="new"),
    path("customers/options/", accounts.account_options, name="options"),
    path("customers/contacts/", contacts.contact_list, name="contacts"),
    path("customers/<int:pk>/", accounts.account_detail, name="detail"),
    path("customers/<int:pk>/edit/", accounts.edit_account, name="edit"),
    path("customers/<int:pk>/tier/", accounts.change_tier, name="tier"),
    path("customers/<int:pk>/contacts/new/", contacts.new_contact, name="new-contact"),
    path("customers/contacts/<int:pk>/edit/", contacts.edit_contact, name="edit-contact"),
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
