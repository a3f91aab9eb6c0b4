"""Events of service cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from yingke.foundation.journal.records import RecordChanged
from yingke.foundation.kernel.changes import Changes


@dataclass(frozen=True)
class CaseChanged(RecordChanged):
    kind = "service.case_changed"
    about = "service.case", "id"
    within = "customers.account", "account_id"
    account_id: int = 0

    @classmethod
    def of(cls, row: Any, done: Changes) -> Self:
        return cls(row.pk, row.number, done.before, done.after, row.account_id)
