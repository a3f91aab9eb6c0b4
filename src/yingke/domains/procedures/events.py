"""Changes of visit types, request forms and procedures.

`kind` and `subject` keep the names under which the journal has stored them from the first version.
"""

from dataclasses import dataclass
from typing import Any

from yingke.foundation.journal.events import Event, Ref
from yingke.foundation.journal.records import RecordChanged


@dataclass(frozen=True)
class VisitTypeChanged(Event):
    """`change` is added, changed, moved, retired or offered; values hold changed columns only."""

    kind = "visits.type_changed"
    visit_type_id: int
    change: str
    name: str
    name_en: str
    before: dict[str, Any]
    after: dict[str, Any]

    def subject(self) -> Ref:
        return Ref("visits.visit_type", self.visit_type_id)


@dataclass(frozen=True)
class RequestFormChanged(Event):
    """`change` is added, changed, moved or retired; `visit_type_id` 0 is the form of all types."""

    kind = "visits.request_form_changed"
    visit_type_id: int
    change: str
    code: str
    name: str
    name_en: str
    before: dict[str, Any]
    after: dict[str, Any]

    def subject(self) -> Ref:
        return Ref("visits.visit_type", self.visit_type_id)


@dataclass(frozen=True)
class ProcedureChanged(Event):
    """`change` is one of `sentences.PROCEDURES`; `name` is that of the node, task or version."""

    kind = "visits.procedure_changed"
    procedure_id: int
    change: str
    procedure: str
    name: str
    name_en: str
    before: dict[str, Any]
    after: dict[str, Any]

    def subject(self) -> Ref:
        return Ref("visits.procedure", self.procedure_id)


@dataclass(frozen=True)
class ChainChanged(Event):
    """`change` is one of `sentences.CHAINS`; `chain` reads `code/number`."""

    kind = "procedures.chain_changed"
    chain_id: int
    change: str
    chain: str
    name: str
    name_en: str
    before: dict[str, Any]
    after: dict[str, Any]

    def subject(self) -> Ref:
        return Ref("procedures.chain", self.chain_id)


class StandardItemChanged(RecordChanged):
    kind = "procedures.standard_item_changed"
    about = "procedures.standarditem", "id"
