"""What people ask of the planner, and how it is kept in a proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from yingke.domains.planning.terms import AskKind
from yingke.foundation.kernel.errors import RuleViolation

MOST = 40


@dataclass(frozen=True)
class Ask:
    """One request: `item` keeps its time, or takes `resource` as `role`; or `resource` is not used,
    at all or from `starts_at` on.

    `resource` is a name of the problem (`p12`, `r7`), `starts_at` an aware moment.
    """

    kind: AskKind
    item: int | None = None
    role: str = ""
    resource: str = ""
    starts_at: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        values = {name: value for name, value in asdict(self).items() if value not in (None, "")}
        if self.starts_at is not None:
            values["starts_at"] = self.starts_at.isoformat()
        return {**values, "kind": str(self.kind)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """RuleViolation("ask_unknown") for a request of another shape."""
        try:
            starts_at = values.get("starts_at")
            ask = cls(
                kind=AskKind(values["kind"]),
                item=int(values["item"]) if values.get("item") else None,
                role=str(values.get("role") or ""),
                resource=str(values.get("resource") or ""),
                starts_at=datetime.fromisoformat(starts_at) if starts_at else None,
            )
        except (KeyError, TypeError, ValueError):
            raise RuleViolation("ask_unknown") from None
        if not ask.is_complete:
            raise RuleViolation("ask_unknown")
        return ask

    @property
    def is_complete(self) -> bool:
        if self.kind == AskKind.FORBID:
            return bool(self.resource)
        aware = self.starts_at is not None and self.starts_at.tzinfo is not None
        if self.kind == AskKind.UNTIL:
            return bool(self.resource) and aware
        if self.kind == AskKind.TIME:
            return self.item is not None and aware
        return self.item is not None and bool(self.role and self.resource)

    def replaces(self, other: Ask) -> bool:
        """Whether both cannot hold: the later one then stands alone."""
        picks = (AskKind.PICK, AskKind.WAIVE)
        if self.kind in picks and other.kind in picks:
            return (self.item, self.role) == (other.item, other.role)
        if {self.kind, other.kind} & set(picks) and AskKind.FORBID in (self.kind, other.kind):
            return self.resource == other.resource
        same = (self.kind, self.item, self.resource) == (other.kind, other.item, other.resource)
        return (
            same
            if self.kind != AskKind.TIME
            else self.kind == other.kind and (self.item == other.item)
        )


def added(asks: Sequence[Ask], new: Ask) -> list[Ask]:
    """The requests with one more; what it contradicts is dropped."""
    kept = [ask for ask in asks if not new.replaces(ask)]
    if len(kept) >= MOST:
        raise RuleViolation("too_many_asks", most=MOST)
    return [*kept, new]


def without(asks: Sequence[Ask], number: int) -> list[Ask]:
    """The requests without the one at this place."""
    return [ask for place, ask in enumerate(asks) if place != number]


def read(stored: Iterable[Mapping[str, Any]]) -> list[Ask]:
    return [Ask.from_json(values) for values in stored]
