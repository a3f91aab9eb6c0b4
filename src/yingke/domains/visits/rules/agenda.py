"""The agenda of a visit: clashes, gaps, and shifts with the arrival."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from itertools import accumulate

from yingke.foundation.kernel.errors import RuleViolation

# Warnings with which a plan can only be submitted with a reason.
RED = frozenset({"overlap", "person_in_two_places", "no_guests"})


@dataclass(frozen=True)
class Slot:
    """An agenda item as the rules see it; `begun` items never move."""

    id: int
    name: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    interactive: bool = False
    begun: bool = False


@dataclass(frozen=True)
class Notice:
    """A warning about the agenda."""

    code: str
    item: str
    other: str = ""
    minutes: int = 0
    person: str = ""

    @property
    def is_red(self) -> bool:
        return self.code in RED


@dataclass(frozen=True)
class Engagement:
    """A busy interval of a staff member; `what` names the item, or the visit it belongs to."""

    staff_id: int
    person: str
    starts_at: datetime
    ends_at: datetime
    what: str


def double_bookings(own: Sequence[Engagement], elsewhere: Iterable[Engagement]) -> list[Notice]:
    """Return people with two items at once, in this visit or in another one."""
    found = []
    others = [*own, *elsewhere]
    for number, one in enumerate(own):
        for other in others[number + 1 :]:
            if one.staff_id != other.staff_id or one.what == other.what:
                continue
            if one.starts_at < other.ends_at and other.starts_at < one.ends_at:
                shared = min(one.ends_at, other.ends_at) - max(one.starts_at, other.starts_at)
                found.append(
                    Notice(
                        "person_in_two_places",
                        *(one.what, other.what, _minutes(shared)),
                        person=one.person,
                    )
                )
    return found


@dataclass(frozen=True)
class Bounds:
    """Bounds of an item (`grace` around the visit is for transfers) and its maximum length."""

    arrives_at: datetime
    leaves_at: datetime
    grace: timedelta
    longest: timedelta


def check_times(starts_at: datetime, ends_at: datetime, bounds: Bounds) -> None:
    """An item ends after it starts, is not too long and lies within the visit."""
    if ends_at <= starts_at:
        raise RuleViolation("item_ends_before_it_starts", field="ends_at")
    if ends_at - starts_at > bounds.longest:
        hours = bounds.longest // timedelta(hours=1)
        raise RuleViolation("item_too_long", field="ends_at", hours=hours)
    arrives_at, leaves_at = bounds.arrives_at, bounds.leaves_at
    if starts_at < arrives_at - bounds.grace or ends_at > leaves_at + bounds.grace:
        raise RuleViolation(
            "item_outside_visit", field="starts_at", arrives_at=arrives_at, leaves_at=leaves_at
        )


def warnings(
    slots: Sequence[Slot],
    *,
    opening_max: timedelta,
    golden_window: timedelta,
    interactions: int,
    longest_gap: timedelta,
    tz: tzinfo,
) -> list[Notice]:
    """Return overlaps, gaps, a long opening, and too few interactive items (P6, P7, P20)."""
    ordered = sorted(slots, key=lambda slot: (slot.starts_at, slot.id))
    found = [*_collisions_and_gaps(ordered, longest_gap, tz)]
    for slot in ordered:
        length = slot.ends_at - slot.starts_at
        if slot.kind == "opening" and length > opening_max:
            found.append(Notice("opening_long", slot.name, minutes=_minutes(length)))
    if ordered and sum(slot.interactive for slot in ordered) < interactions:
        found.append(Notice("few_interactions", "", minutes=interactions))
    if (golden := golden_time(ordered, tz)) > golden_window:
        found.append(Notice("golden_window_over", "", minutes=_minutes(golden)))
    return found


def golden_time(slots: Iterable[Slot], tz: tzinfo) -> timedelta:
    """Return the longest day's total of interactive items (the golden window is per day, T7)."""
    per_day: dict[object, timedelta] = {}
    for slot in slots:
        if slot.interactive:
            day = slot.starts_at.astimezone(tz).date()
            per_day[day] = per_day.get(day, timedelta(0)) + (slot.ends_at - slot.starts_at)
    return max(per_day.values(), default=timedelta(0))


def _collisions_and_gaps(
    ordered: Sequence[Slot], longest_gap: timedelta, tz: tzinfo
) -> Iterable[Notice]:
    for one in encounters_of(ordered, longest_gap, tz):
        code = "overlap" if one.overlap else "long_wait"
        yield Notice(code, one.before.name, one.after.name, one.minutes)


@dataclass(frozen=True)
class Encounter:
    """Two items that overlap, or between which guests wait too long, for so many minutes."""

    before: Slot
    after: Slot
    minutes: int
    overlap: bool


def encounters_of(
    ordered: Sequence[Slot], longest_gap: timedelta, tz: tzinfo
) -> Iterable[Encounter]:
    """Return the overlaps and long waits of items in order; a night is no wait."""
    reaching = accumulate(ordered, _which_ends_later)
    for before, after in zip(reaching, ordered[1:], strict=False):
        if after.starts_at < before.ends_at:
            minutes = _minutes(min(before.ends_at, after.ends_at) - after.starts_at)
            yield Encounter(before, after, minutes, overlap=True)
        elif (
            after.starts_at - before.ends_at > longest_gap
            and after.starts_at.astimezone(tz).date() == before.ends_at.astimezone(tz).date()
        ):
            minutes = _minutes(after.starts_at - before.ends_at)
            yield Encounter(before, after, minutes, overlap=False)


def _which_ends_later(one: Slot, other: Slot) -> Slot:
    return max(one, other, key=lambda slot: slot.ends_at)


def shift(slots: Sequence[Slot], by: timedelta, *, day_of: datetime) -> list[Slot]:
    """What moves when the arrival moves by `by`: the not yet begun items of the arrival's day.

    Gives only the moved slots, in order. Later days stay, since guests sleep in between.
    """
    return [
        replace(slot, starts_at=slot.starts_at + by, ends_at=slot.ends_at + by)
        for slot in sorted(slots, key=lambda slot: (slot.starts_at, slot.id))
        if not slot.begun and slot.starts_at.astimezone(day_of.tzinfo).date() == day_of.date()
    ]


def departure(
    old_arrival: datetime, new_arrival: datetime, leaves_at: datetime, moved: Sequence[Slot]
) -> datetime:
    """Return the departure after the arrival has moved.

    A one-day visit keeps its length, a longer one its last day. Never before the end of the last
    moved item, nor before the arrival.
    """
    one_day = leaves_at - old_arrival < timedelta(hours=18)
    planned = leaves_at + (new_arrival - old_arrival) if one_day else leaves_at
    ends = [slot.ends_at for slot in moved]
    return max([planned, new_arrival + timedelta(minutes=30), *ends])


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
