"""Tables of customers."""

from yingke.domains.customers.models.account import Account
from yingke.domains.customers.models.agreement import Agreement
from yingke.domains.customers.models.contact import Contact
from yingke.domains.customers.models.interaction import Interaction
from yingke.domains.customers.models.preference import Preference

__all__ = ["Account", "Agreement", "Contact", "Interaction", "Preference"]
