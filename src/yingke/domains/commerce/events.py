"""Events of commerce; all of them belong to the customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from yingke.foundation.journal.records import RecordChanged
from yingke.foundation.kernel.changes import Changes


@dataclass(frozen=True)
class _PaperChanged(RecordChanged):
    within = "customers.account", "account_id"
    account_id: int = 0

    @classmethod
    def of(cls, row: Any, done: Changes) -> Self:
        return cls(row.pk, row.number, done.before, done.after, row.account_id)


class OrderChanged(_PaperChanged):
    kind = "commerce.order_changed"
    about = "commerce.order", "id"


class PaymentChanged(_PaperChanged):
    kind = "commerce.payment_changed"
    about = "commerce.payment", "id"


class ContractChanged(_PaperChanged):
    kind = "commerce.contract_changed"
    about = "commerce.contract", "id"


class ProjectChanged(_PaperChanged):
    kind = "commerce.project_changed"
    about = "commerce.project", "id"


class QuoteChanged(_PaperChanged):
    kind = "commerce.quote_changed"
    about = "commerce.quote", "id"
