"""Parts of a visit as plain values for the visit page, many in one query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yingke.domains.resources.terms import BookingState
from yingke.domains.visits.terms import (
    OPEN_DECISIONS,
    Answer,
    ApprovalKind,
    Decision,
    NodeState,
    PartRole,
)
from yingke.foundation.kernel.naming import in_language


def moment(text: str) -> datetime:
    """Parse a moment as PostgreSQL writes it in JSON."""
    return datetime.fromisoformat(text)


def moment_if_any(text: str | None) -> datetime | None:
    """Parse a moment, or return None for null."""
    return moment(text) if text else None


@dataclass(frozen=True)
class NodeRow:
    """One of the twelve nodes; `owner` is a name or ""."""

    id: int
    number: int
    kind: str
    phase: str
    label: str
    state: str
    due_at: datetime
    completed_at: datetime | None
    owner_id: int | None
    owner: str
    clause: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> NodeRow:
        return cls(
            id=row["id"],
            number=row["number"],
            kind=row["kind"],
            phase=row["phase"],
            label=in_language(row["name"], row["name_en"]),
            state=row["state"],
            due_at=moment(row["due_at"]),
            completed_at=moment_if_any(row["completed_at"]),
            owner_id=row["owner_id"],
            owner=in_language(row["owner"] or "", row["owner_en"]),
            clause=row["clause"],
        )

    @property
    def is_open(self) -> bool:
        return self.state == NodeState.OPEN


@dataclass(frozen=True)
class PartRow:
    """A staff member's role in an agenda item."""

    id: int
    staff_id: int
    user_id: int | None
    name: str
    role: str
    answer: str
    reason: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> PartRow:
        return cls(
            id=row["id"],
            staff_id=row["staff_id"],
            user_id=row["user_id"],
            name=in_language(row["name"], row["name_en"]),
            role=row["role"],
            answer=row["answer"],
            reason=row["reason"],
        )

    @property
    def role_words(self) -> str:
        return str(PartRole(self.role).label)

    @property
    def answer_words(self) -> str:
        return str(Answer(self.answer).label)


@dataclass(frozen=True)
class HeldRow:
    """A booking of an agenda item; cancelled ones are left out."""

    id: int
    booking_id: int
    resource_id: int
    resource: str
    kind: str
    capacity: int
    excused: bool
    state: str
    proof: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> HeldRow:
        return cls(
            id=row["id"],
            booking_id=row["booking_id"],
            resource_id=row["resource_id"],
            resource=in_language(row["resource"], row["resource_en"]),
            kind=row["kind"],
            capacity=row["capacity"],
            excused=bool(row["extra_reason"]),
            state=row["state"],
            proof=row["proof"],
        )

    @property
    def is_pending(self) -> bool:
        return self.state == BookingState.PENDING


@dataclass(frozen=True)
class ApprovalRow:
    """An approval request and its decision; `step` and `assignee` may be ""."""

    id: int
    kind: str
    decision: str
    plan: int | None
    step: str
    position: int
    assignee_id: int | None
    assignee: str
    role: str
    unit_id: int | None
    due_at: datetime | None
    escalated_at: datetime | None
    asked_by_id: int
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    comment: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> ApprovalRow:
        return cls(
            id=row["id"],
            kind=row["kind"],
            decision=row["decision"],
            plan=row["plan"],
            step=in_language(row["step"] or "", row["step_en"]),
            position=row["position"],
            assignee_id=row["assignee_id"],
            assignee=in_language(row["assignee"] or "", row["assignee_en"]),
            role=row["role"],
            unit_id=row["unit_id"],
            due_at=moment_if_any(row["due_at"]),
            escalated_at=moment_if_any(row["escalated_at"]),
            asked_by_id=row["asked_by_id"],
            asked_by=in_language(row["asked_by"], row["asked_by_en"]),
            asked_at=moment(row["asked_at"]),
            decided_by=in_language(row["decided_by"] or "", row["decided_by_en"]),
            decided_at=moment_if_any(row["decided_at"]),
            comment=row["comment"],
        )

    @property
    def kind_words(self) -> str:
        return str(ApprovalKind(self.kind).label)

    @property
    def title(self) -> str:
        """The name of the step, or else what is decided on."""
        return self.step or self.kind_words

    @property
    def pending(self) -> bool:
        return self.decision == Decision.PENDING

    @property
    def is_open(self) -> bool:
        return self.decision in OPEN_DECISIONS

    @property
    def panel_state(self) -> str:
        """The state in terms of the approval panel."""
        return "open" if self.pending else self.decision

    @property
    def by(self) -> str:
        return self.decided_by or self.asked_by

    @property
    def when(self) -> datetime:
        return self.decided_at or self.asked_at


@dataclass(frozen=True)
class PaperRow:
    """The latest version of one of the visit's documents."""

    id: int
    document_id: int
    title: str
    purpose: str
    size: int
    media_type: str
    uploaded_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> PaperRow:
        return cls(
            id=row["id"],
            document_id=row["document_id"],
            title=row["title"],
            purpose=row["purpose"],
            size=row["size"],
            media_type=row["media_type"],
            uploaded_at=moment(row["uploaded_at"]),
        )

    @property
    def icon(self) -> str:
        return "image" if self.media_type.startswith("image/") else "file-text"
