"""Events of customers; those of a contact, preference or agreement belong to the customer too."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from yingke.foundation.journal.events import Event, Ref
from yingke.foundation.journal.records import RecordChanged
from yingke.foundation.kernel.changes import Changes


def account_ref(account_id: int) -> Ref:
    """Return the journal reference of an account."""
    return Ref("customers.account", account_id)


class _AboutAccount(Event):
    about = "customers.account", "account_id"


class _OfAccount(Event):
    within = "customers.account", "account_id"


@dataclass(frozen=True)
class AccountCreated(_AboutAccount):
    kind = "customers.account_created"
    account_id: int
    number: str
    name: str


@dataclass(frozen=True)
class AccountChanged(_AboutAccount):
    """`before` and `after` hold the changed columns only."""

    kind = "customers.account_changed"
    account_id: int
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True)
class TierChanged(_AboutAccount):
    kind = "customers.tier_changed"
    account_id: int
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class AccountsMerged(_AboutAccount):
    """Another customer became part of this one; `moved` counts its rows by model."""

    kind = "customers.accounts_merged"
    account_id: int
    merge_id: int
    absorbed_id: int
    number: str
    name: str
    before: dict[str, Any]
    after: dict[str, Any]
    moved: dict[str, int]


@dataclass(frozen=True)
class MergeUndone(_AboutAccount):
    kind = "customers.merge_undone"
    account_id: int
    merge_id: int
    absorbed_id: int
    number: str
    name: str


@dataclass(frozen=True)
class DuplicateDismissed(_AboutAccount):
    """The two customers are different companies; `other_name` is the second one's."""

    kind = "customers.duplicate_dismissed"
    account_id: int
    other_id: int
    other_name: str


@dataclass(frozen=True)
class ContactAdded(_OfAccount):
    kind = "customers.contact_added"
    about = "customers.contact", "contact_id"
    contact_id: int
    account_id: int
    name: str


@dataclass(frozen=True)
class ContactChanged(_OfAccount):
    """`before` and `after` hold the changed columns only."""

    kind = "customers.contact_changed"
    about = "customers.contact", "contact_id"
    contact_id: int
    account_id: int
    name: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True)
class _AboutPreference(_OfAccount):
    """`text` is None for a confidential note: the journal records that it exists, not its text."""

    about = "customers.preference", "preference_id"
    preference_id: int
    account_id: int
    contact_name: str | None
    preference_kind: str
    stance: str
    text: str | None


class PreferenceNoted(_AboutPreference):
    kind = "customers.preference_noted"


class PreferenceRemoved(_AboutPreference):
    kind = "customers.preference_removed"


@dataclass(frozen=True)
class AgreementSigned(_OfAccount):
    kind = "customers.agreement_signed"
    about = "customers.agreement", "agreement_id"
    agreement_id: int
    account_id: int
    agreement_kind: str
    number: str
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class AgreementRevoked(_OfAccount):
    kind = "customers.agreement_revoked"
    about = "customers.agreement", "agreement_id"
    agreement_id: int
    account_id: int
    agreement_kind: str
    number: str
    reason: str


@dataclass(frozen=True)
class RowOfAccount(RecordChanged):
    """A row that belongs to a customer was added or edited; packages above declare their own."""

    within = "customers.account", "account_id"
    account_id: int = 0

    @classmethod
    def of(cls, row: Any, done: Changes) -> Self:
        return cls(row.pk, str(row), done.before, done.after, row.account_id)


class InteractionSaved(RowOfAccount):
    kind = "customers.interaction_saved"
    about = "customers.interaction", "id"


@dataclass(frozen=True)
class _AboutRelationship(_OfAccount):
    about = "customers.contact", "contact_id"
    contact_id: int
    account_id: int
    name: str
    other_name: str
    relationship: str


@dataclass(frozen=True)
class RelationshipAdded(_AboutRelationship):
    kind = "customers.relationship_added"
    note: str


class RelationshipRemoved(_AboutRelationship):
    kind = "customers.relationship_removed"
