"""Facts for tests of the journal and of what stands on it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from yingke.foundation.journal import Event, Ref


@dataclass(frozen=True)
class LampMoved(Event):
    """A fact with every type that the journal keeps, about a lamp in a room."""

    kind = "lamps.moved"
    lamp: int
    room: int | None = None
    before_place: str = ""
    after_place: str = ""
    at: datetime | None = None
    on: date | None = None
    price: Decimal | None = None
    details: dict[str, Any] = field(default_factory=dict)
    places: tuple[str, ...] = ()

    def subject(self) -> Ref:
        return Ref("lamps.lamp", self.lamp)

    def context(self) -> Ref | None:
        return Ref("lamps.room", self.room) if self.room else None


@dataclass(frozen=True)
class LampLit(Event):
    """A small fact."""

    kind = "lamps.lit"
    lamp: int

    def subject(self) -> Ref:
        return Ref("lamps.lamp", self.lamp)
