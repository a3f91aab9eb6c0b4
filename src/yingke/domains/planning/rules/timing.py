"""When items may take place: windows, the order of a day, the golden window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from yingke.domains.planning.rules.values import Item, Limits, Span, Stay, Timing

GRAIN = 5
STEP = timedelta(minutes=GRAIN)


def on_grid(moment: datetime) -> datetime:
    """The five minutes in which a moment lies, at their start."""
    return moment - timedelta(
        minutes=moment.minute % GRAIN, seconds=moment.second, microseconds=moment.microsecond
    )


def length_of(item: Item, stay: Stay) -> int:
    """Minutes; an opening is cut to the most that the procedure allows."""
    if item.kind == "opening":
        return min(item.minutes, max(1, stay.opening // timedelta(minutes=1)))
    return item.minutes


def grid_length(item: Item, stay: Stay) -> timedelta:
    """The same in whole steps of the grid."""
    return -(-length_of(item, stay) // GRAIN) * STEP


def windows(
    item: Item, stay: Stay, timings: Sequence[Timing], limits: Limits, *, after: datetime | None
) -> tuple[Span, ...]:
    """Where an item may lie: on its own day, within the visit and one of its kind's windows.

    What lies outside the visit, such as a pick-up, keeps its time. `after` is the end of what has
    begun; nothing starts before it, nor in the past.
    """
    length = grid_length(item, stay)
    own = (on_grid(item.starts_at), on_grid(item.starts_at) + length)
    if item.starts_at < stay.arrives_at or item.ends_at > stay.leaves_at:
        return (own,)
    day = item.starts_at.astimezone(limits.tz).date()
    first = max(stay.arrives_at, _at(day, limits.day_starts, limits))
    last = min(stay.leaves_at, _at(day, limits.day_ends, limits))
    if after is not None and after.astimezone(limits.tz).date() == day:
        first = max(first, after)
    first, last = on_grid(first + STEP - timedelta(microseconds=1)), on_grid(last)
    rows = [row for row in timings if row.item_kind == item.kind]
    bounds = [span for row in rows if (span := _window(row, day, limits)) is not None]
    inside = [(max(first, low), min(last, high)) for low, high in bounds]
    fitting = [span for span in inside if span[1] - span[0] >= length]
    if fitting:
        return tuple(sorted(fitting))
    return ((first, last),) if last - first >= length else (own,)


def preferred_starts(stay: Stay, limits: Limits) -> dict[int, datetime]:
    """The start that each item should be near: its own, or earlier to lie in the golden window."""
    opens: dict[date, datetime] = {}
    for item in sorted(stay.items, key=lambda one: one.starts_at):
        day = item.starts_at.astimezone(limits.tz).date()
        arrived = stay.arrives_at.astimezone(limits.tz).date() == day
        opens.setdefault(day, stay.arrives_at if arrived else item.starts_at)
    found = {}
    for item in stay.items:
        start = item.starts_at
        if item.interactive:
            closes = opens[start.astimezone(limits.tz).date()] + stay.golden
            start = min(start, closes - timedelta(minutes=length_of(item, stay)))
        found[item.id] = on_grid(start)
    return found


def in_golden_window(spans: Iterable[Span], stay: Stay, limits: Limits) -> int:
    """How many of these interactive items end within the golden window of their day."""
    count = 0
    opens: dict[date, datetime] = {}
    for start, end in sorted(spans):
        day = start.astimezone(limits.tz).date()
        arrived = stay.arrives_at.astimezone(limits.tz).date() == day
        opens.setdefault(day, stay.arrives_at if arrived else start)
        count += end <= opens[day] + stay.golden
    return count


def orders(
    items: Sequence[Item], timings: Sequence[Timing], limits: Limits
) -> Mapping[int, set[int]]:
    """For each item those of its day that come before it; never a circle.

    What the kinds say comes first; the present order of what keeps its place is added where it does
    not contradict that.
    """
    before: dict[int, set[int]] = {item.id: set() for item in items}
    after = {kind: set[str]() for kind in {row.item_kind for row in timings}}
    keeps = {row.item_kind for row in timings if row.keeps_order}
    for row in timings:
        after[row.item_kind].update(row.after)
    pairs = [(one, two) for one in items for two in items if _same_day(one, two, limits)]
    ranked = [(one, two) for one, two in pairs if one.kind in after.get(two.kind, ())]
    standing = sorted(
        (
            (one, two)
            for one, two in pairs
            if keeps & {one.kind, two.kind} and one.ends_at <= two.starts_at
        ),
        key=lambda pair: (pair[0].starts_at, pair[1].starts_at),
    )
    for one, two in [*ranked, *standing]:
        if not _leads_to(before, start=one.id, goal=two.id):
            before[two.id].add(one.id)
    return before


def _leads_to(before: Mapping[int, set[int]], *, start: int, goal: int) -> bool:
    """Whether `goal` already comes, by others, before `start`."""
    seen, open_ = set(), [start]
    while open_:
        here = open_.pop()
        if here == goal:
            return True
        seen.add(here)
        open_ += before[here] - seen
    return False


def _same_day(one: Item, two: Item, limits: Limits) -> bool:
    days = {item.starts_at.astimezone(limits.tz).date() for item in (one, two)}
    return one.id != two.id and len(days) == 1


def _window(row: Timing, day: date, limits: Limits) -> Span | None:
    if row.earliest is None and row.latest is None:
        return None
    low = _at(day, limits.day_starts, limits)
    high = _at(day, limits.day_ends, limits)
    if row.earliest is not None:
        low = datetime.combine(day, row.earliest, limits.tz)
    if row.latest is not None:
        high = datetime.combine(day, row.latest, limits.tz)
    return low, high


def _at(day: date, since_midnight: timedelta, limits: Limits) -> datetime:
    return datetime.combine(day, datetime.min.time(), limits.tz) + since_midnight
