"""Facts about customers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from yingke.foundation.journal.events import Event, Ref


def account_ref(account_id: int) -> Ref:
    """The name of an account in the journal."""
    return Ref("customers.account", account_id)


def contact_ref(contact_id: int) -> Ref:
    """The name of a contact in the journal."""
    return Ref("customers.contact", contact_id)


@dataclass(frozen=True)
class AccountCreated(Event):
    kind = "customers.account_created"
    account_id: int
    number: str
    name: str

    def subject(self) -> Ref:
        return account_ref(self.account_id)


@dataclass(frozen=True)
class AccountChanged(Event):
    """`before` and `after` hold the changed columns only."""

    kind = "customers.account_changed"
    account_id: int
    before: dict[str, Any]
    after: dict[str, Any]

    def subject(self) -> Ref:
        return account_ref(self.account_id)


@dataclass(frozen=True)
class TierChanged(Event):
    kind = "customers.tier_changed"
    account_id: int
    before: str
    after: str
    reason: str

    def subject(self) -> Ref:
        return account_ref(self.account_id)


@dataclass(frozen=True)
class ContactAdded(Event):
    kind = "customers.contact_added"
    contact_id: int
    account_id: int
    name: str

    def subject(self) -> Ref:
        return contact_ref(self.contact_id)

    def context(self) -> Ref:
        return account_ref(self.account_id)


@dataclass(frozen=True)
class ContactChanged(Event):
    """`before` and `after` hold the changed columns only."""

    kind = "customers.contact_changed"
    contact_id: int
    account_id: int
    name: str
    before: dict[str, Any]
    after: dict[str, Any]

    def subject(self) -> Ref:
        return contact_ref(self.contact_id)

    def context(self) -> Ref:
        return account_ref(self.account_id)


@dataclass(frozen=True)
class PreferenceNoted(Event):
    """`text` is None for a confidential note: the journal says that it exists, not what it says."""

    kind = "customers.preference_noted"
    preference_id: int
    account_id: int
    contact_name: str | None
    preference_kind: str
    stance: str
    text: str | None

    def subject(self) -> Ref:
        return Ref("customers.preference", self.preference_id)

    def context(self) -> Ref:
        return account_ref(self.account_id)


@dataclass(frozen=True)
class PreferenceRemoved(Event):
    kind = "customers.preference_removed"
    preference_id: int
    account_id: int
    contact_name: str | None
    preference_kind: str
    stance: str
    text: str | None

    def subject(self) -> Ref:
        return Ref("customers.preference", self.preference_id)

    def context(self) -> Ref:
        return account_ref(self.account_id)


@dataclass(frozen=True)
class AgreementSigned(Event):
    kind = "customers.agreement_signed"
    agreement_id: int
    account_id: int
    agreement_kind: str
    number: str
    valid_from: date
    valid_until: date | None

    def subject(self) -> Ref:
        return Ref("customers.agreement", self.agreement_id)

    def context(self) -> Ref:
        return account_ref(self.account_id)


@dataclass(frozen=True)
class AgreementRevoked(Event):
    kind = "customers.agreement_revoked"
    agreement_id: int
    account_id: int
    agreement_kind: str
    number: str
    reason: str

    def subject(self) -> Ref:
        return Ref("customers.agreement", self.agreement_id)

    def context(self) -> Ref:
        return account_ref(self.account_id)
