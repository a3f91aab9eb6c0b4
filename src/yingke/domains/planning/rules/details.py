"""What a report says beyond its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Self

from yingke.domains.planning.terms import ChangeKind
from yingke.domains.visits.terms import AgendaKind
from yingke.foundation.kernel.errors import RuleViolation

NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    ChangeKind.EARLY: ("minutes",),
    ChangeKind.LATE: ("minutes",),
    ChangeKind.CANCELLED: ("item",),
    ChangeKind.LENGTH: ("item", "minutes"),
    ChangeKind.HEADS: ("heads",),
    ChangeKind.ADDED: ("item_kind", "minutes"),
    ChangeKind.PERSON: ("staff",),
    ChangeKind.ROOM: ("resource",),
    ChangeKind.VEHICLE: ("resource",),
}
MOST_MINUTES: Final = 12 * 60
MOST_HEADS: Final = 500


@dataclass(frozen=True)
class Details:
    """`minutes` are by how much the guests are early or late, by how much an item becomes longer
    (negative: shorter), or how long a new one takes. `flight` is a flight or train number.
    """

    minutes: int | None = None
    flight: str = ""
    item: int | None = None
    heads: int | None = None
    item_kind: str = ""
    name: str = ""
    staff: int | None = None
    resource: int | None = None

    def to_json(self) -> dict[str, Any]:
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value not in (None, "")}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in values.items() if name in known})


def missing(kind: str, details: Details) -> list[str]:
    """The names of the details that a change of this kind still needs."""
    return [name for name in NEEDED[kind] if getattr(details, name) in (None, "", 0)]


def only_needed(kind: str, details: Details) -> Details:
    """The details without those that mean nothing for a change of this kind."""
    extra = {ChangeKind.EARLY: ("flight",), ChangeKind.LATE: ("flight",)}
    kept = {*NEEDED[kind], *extra.get(ChangeKind(kind), ())}
    if kind == ChangeKind.ADDED:
        kept.add("name")
    return Details(**{name: getattr(details, name) for name in kept})


def check(kind: str, details: Details) -> None:
    """RuleViolation("change_incomplete") names the detail that is missing,
    ("change_out_of_range") the one that cannot be.
    """
    if kind not in NEEDED:
        raise RuleViolation("change_incomplete", field="kind")
    for name in missing(kind, details):
        raise RuleViolation("change_incomplete", field=name)
    least = -MOST_MINUTES if kind == ChangeKind.LENGTH else 1
    if details.minutes is not None and not least <= details.minutes <= MOST_MINUTES:
        raise RuleViolation("change_out_of_range", field="minutes", most=MOST_MINUTES)
    if details.heads is not None and not 1 <= details.heads <= MOST_HEADS:
        raise RuleViolation("change_out_of_range", field="heads", most=MOST_HEADS)
    if details.item_kind and details.item_kind not in AgendaKind.values:
        raise RuleViolation("change_incomplete", field="item_kind")
