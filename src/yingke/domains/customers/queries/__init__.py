"""Reads of the customers package, limited to what the user may see."""

from yingke.domains.customers.queries import duplicates
from yingke.domains.customers.queries.accounts import (
    account_choices,
    group_of,
    group_parents,
    require_known,
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
from yingke.domains.customers.queries.similar import Similar, similar

__all__ = [
    "Recognised",
    "Similar",
    "account_choices",
    "contact_load",
    "contacts_visible_to",
    "duplicates",
    "group_of",
    "group_parents",
    "interactions_visible_to",
    "key_people",
    "may_edit_contacts",
    "nda_states",
    "ndas_on",
    "preferences_for",
    "recognise",
    "require_known",
    "search",
    "search_contacts",
    "sees_customers",
    "similar",
    "stated",
    "story",
    "timeline",
    "visible_to",
    "with_group",
]
