"""Reads of the customers package, limited to what the user may see."""

from yingke.domains.customers.queries.accounts import (
    account_choices,
    group_of,
    group_parents,
    search,
    sees_customers,
    timeline,
    visible_to,
    with_group,
)
from yingke.domains.customers.queries.agreements import nda_states, ndas_on, stated
from yingke.domains.customers.queries.contacts import (
    contacts_visible_to,
    key_people,
    may_edit_contacts,
    preferences_for,
    search_contacts,
)
from yingke.domains.customers.queries.interactions import (
    contact_load,
    interactions_visible_to,
    story,
)
from yingke.domains.customers.queries.recognise import Recognised, recognise

__all__ = [
    "Recognised",
    "account_choices",
    "contact_load",
    "contacts_visible_to",
    "group_of",
    "group_parents",
    "interactions_visible_to",
    "key_people",
    "may_edit_contacts",
    "nda_states",
    "ndas_on",
    "preferences_for",
    "recognise",
    "search",
    "search_contacts",
    "sees_customers",
    "stated",
    "story",
    "timeline",
    "visible_to",
    "with_group",
]
