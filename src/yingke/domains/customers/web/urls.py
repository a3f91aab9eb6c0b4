"""URLs of the customers package."""

from django.urls import path

from yingke.domains.customers.web.registers import ACCOUNTS, CONTACTS, INTERACTIONS
from yingke.domains.customers.web.views import (
    accounts,
    agreements,
    duplicates,
    groups,
    people,
    preferences,
    quality,
    story,
)

app_name = "customers"
urlpatterns = [
    path("customers/options/", accounts.options, name="options"),
    path("customers/quality/", quality.show, name="quality"),
    path("customers/<int:pk>/group/", groups.show, name="group"),
    path("customers/duplicates/", duplicates.queue, name="duplicates"),
    path("customers/duplicates/similar/", duplicates.similar, name="similar"),
    path("customers/duplicates/judged/", duplicates.judged, name="duplicates-judged"),
    path("customers/duplicates/search/", duplicates.search, name="search-duplicates"),
    path("customers/duplicates/<int:pair_pk>/merge/", duplicates.merge, name="merge"),
    path("customers/duplicates/<int:pair_pk>/dismiss/", duplicates.dismiss, name="dismiss-pair"),
    path(
        "customers/duplicates/<int:dismissed_pk>/reconsider/",
        duplicates.reconsider,
        name="reconsider-pair",
    ),
    path("customers/merges/<int:merge_pk>/undo/", duplicates.undo, name="undo-merge"),
    *ACCOUNTS.urls(detail=accounts.detail),
    path("customers/contacts/options/", accounts.contact_options, name="contact-options"),
    path("customers/contacts/<int:pk>/card.vcf", people.contact_card, name="contact-card"),
    *CONTACTS.urls(),
    *INTERACTIONS.urls(),
    path("customers/<int:pk>/tier/", accounts.change_tier, name="tier"),
    path("customers/<int:pk>/contacts/card/", people.read_card, name="read-card"),
    path("customers/<int:pk>/relationships/new/", people.new_relationship, name="new-relationship"),
    path(
        "customers/<int:pk>/relationships/<int:relationship_pk>/remove/",
        people.remove_relationship,
        name="remove-relationship",
    ),
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
