"""Tables of customers."""

from yingke.domains.customers.models.account import Account
from yingke.domains.customers.models.agreement import Agreement
from yingke.domains.customers.models.contact import Contact, Relationship
from yingke.domains.customers.models.interaction import Interaction
from yingke.domains.customers.models.merge import DuplicatePair, DuplicateSearch, Merge
from yingke.domains.customers.models.preference import Preference

__all__ = [
    "Account",
    "Agreement",
    "Contact",
    "DuplicatePair",
    "DuplicateSearch",
    "Interaction",
    "Merge",
    "Preference",
    "Relationship",
]
