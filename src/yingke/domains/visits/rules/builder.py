"""The agenda builder: typed times, two editors of one item, and what is marked on a day."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta, tzinfo
from itertools import groupby
from typing import Final

from yingke.domains.visits.rules.agenda import Slot, encounters_of
from yingke.domains.visits.terms import INTERACTIVE
from yingke.foundation.kernel.errors import RuleViolation

# Items at which guests are talked to, so that someone has to speak their language.
SPOKEN: Final = INTERACTIVE | {"meal", "signing"}
RESOURCE: Final = "resource:"
PLACE: Final = "place:"
RED: Final = frozenset({"overlap"})
CODES: Final = (
    "overlap",
    "wait",
    "opening_long",
    "outside_golden",
    "few_in_golden",
    "no_language",
)
_TIME: Final = re.compile(r"(\d{1,2})(?:[:：.．,，时]?(\d{2}))?分?")
_LATEST: Final = 48 * 60  # an item may end in the night after its day


def read_time(text: str) -> int:
    """Return minutes after midnight of `11:35`, `1135`, `11.35` or `9`; `24:30` is the next day.

    RuleViolation("time_unreadable") for anything else.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise RuleViolation("time_unreadable", text=text[:20])
    hours, minutes = int(found[1]), int(found[2] or 0)
    if minutes > 59 or hours * 60 + minutes > _LATEST:
        raise RuleViolation("time_unreadable", text=text[:20])
    return hours * 60 + minutes


@dataclass(frozen=True)
class Placement:
    """Where an item stands: its times (aware) and its lane.

    The lane is `resource:12` for a booked room or vehicle, `place:…` for a place in words, else "".
    """

    starts_at: datetime
    ends_at: datetime
    lane: str

    def stamp(self) -> str:
        """The placement as text that `read_stamp` understands."""
        return f"{self.starts_at.isoformat()} {self.ends_at.isoformat()} {self.lane}"


def read_stamp(text: str) -> Placement:
    """Read what `Placement.stamp` wrote; ValueError for anything else."""
    starts_at, ends_at, lane = text.split(" ", 2)
    return Placement(datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at), lane)


def merge(stored: Placement, seen: Placement, wanted: Placement) -> Placement:
    """Return the stored placement with what this editor changed since they saw it.

    RuleViolation("stale") where someone else has changed the same value meanwhile.
    """
    merged = {}
    for name in (field.name for field in fields(Placement)):
        now, before, after = (getattr(one, name) for one in (stored, seen, wanted))
        if after != before and now not in (before, after):
            raise RuleViolation("stale", stored=stored)
        merged[name] = now if after == before else after
    if merged["ends_at"] <= merged["starts_at"]:
        raise RuleViolation("item_ends_before_it_starts", field="ends_at")
    return Placement(**merged)


def following(slots: Iterable[Slot], item_id: int, tz: tzinfo) -> list[Slot]:
    """Return an item and the later ones of its day that have not begun, in order."""
    ordered = sorted(slots, key=lambda slot: (slot.starts_at, slot.id))
    first = next((slot for slot in ordered if slot.id == item_id), None)
    if first is None:
        return []
    day = first.starts_at.astimezone(tz).date()
    return [
        slot
        for slot in ordered[ordered.index(first) :]
        if not slot.begun and slot.starts_at.astimezone(tz).date() == day
    ]


@dataclass(frozen=True)
class Limits:
    """The parameters behind the marks; `interactions` is a count."""

    opening: timedelta
    golden: timedelta
    gap: timedelta
    interactions: int


@dataclass(frozen=True)
class Mark:
    """What is marked at these items; `count` is minutes or a number, `text` a language."""

    code: str
    items: tuple[int, ...]
    count: int = 0
    text: str = ""

    @property
    def is_red(self) -> bool:
        return self.code in RED


@dataclass(frozen=True)
class Golden:
    """The hours of a day for which guests are fresh, from the first item that is no transfer."""

    starts_at: datetime
    ends_at: datetime

    def holds(self, slot: Slot) -> bool:
        return self.starts_at <= slot.starts_at and slot.ends_at <= self.ends_at


def golden_of(slots: Sequence[Slot], length: timedelta) -> Golden | None:
    """Return the golden window of a day's items, in order; None without a programme."""
    first = next((slot for slot in slots if slot.kind != "transfer"), None)
    return Golden(first.starts_at, first.starts_at + length) if first else None


def marks(
    slots: Iterable[Slot],
    limits: Limits,
    *,
    tz: tzinfo,
    unserved: Mapping[str, Sequence[int]],
) -> list[Mark]:
    """Return what is wrong with an agenda, in the order of `CODES`.

    `unserved` has, for each language that guests need, the items at which no one speaks it.
    """
    ordered = sorted(slots, key=lambda slot: (slot.starts_at, slot.id))
    found = [
        Mark("overlap" if one.overlap else "wait", (one.before.id, one.after.id), one.minutes)
        for one in encounters_of(ordered, limits.gap, tz)
    ]
    for slot in ordered:
        length = slot.ends_at - slot.starts_at
        if slot.kind == "opening" and length > limits.opening:
            found.append(Mark("opening_long", (slot.id,), int(length.total_seconds() // 60)))
    found += _golden_marks(ordered, limits, tz)
    for language, items in unserved.items():
        if items:
            found.append(Mark("no_language", tuple(items), len(items), language))
    return sorted(found, key=lambda mark: CODES.index(mark.code))


def _golden_marks(ordered: list[Slot], limits: Limits, tz: tzinfo) -> Iterable[Mark]:
    outside: list[Slot] = []
    inside = 0
    for _day, group in groupby(ordered, lambda slot: slot.starts_at.astimezone(tz).date()):
        rows = list(group)
        golden = golden_of(rows, limits.golden)
        lively = [slot for slot in rows if slot.interactive]
        late = [slot for slot in lively if golden is None or not golden.holds(slot)]
        inside += len(lively) - len(late)
        outside += late
    if outside:
        yield Mark("outside_golden", tuple(slot.id for slot in outside), len(outside))
    if ordered and inside < limits.interactions:
        yield Mark("few_in_golden", (), inside)
