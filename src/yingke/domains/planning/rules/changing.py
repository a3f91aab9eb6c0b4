"""What a change does to the facts, and the ways in which the agenda may answer it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from yingke.domains.planning.rules import timing
from yingke.domains.planning.rules.asks import Ask
from yingke.domains.planning.rules.details import Details
from yingke.domains.planning.rules.values import Facts, Item, Stay
from yingke.domains.planning.terms import AlternativeKind, AskKind, ChangeKind
from yingke.domains.visits.terms import INTERACTIVE, AgendaKind

ADDED: Final = 0
"""The id of an item that is not on the agenda yet."""
ONE_DAY: Final = timedelta(hours=18)
LEAST_CUT, LEFT_OVER, LONG = timedelta(minutes=10), timedelta(minutes=30), timedelta(minutes=45)
LAST_KINDS: Final = (AgendaKind.FAREWELL, AgendaKind.TRANSFER)


@dataclass(frozen=True)
class Draft:
    """The facts after the change, and what is asked of the planner.

    `cut` is the item that was shortened, with by how many minutes.
    """

    kind: AlternativeKind
    facts: Facts
    asks: tuple[Ask, ...] = ()
    cut: tuple[int, int] | None = None


def drafts(facts: Facts, kind: str, details: Details) -> Iterator[Draft]:
    """At most three, the one with the fewest changes first."""
    asks = _lost(kind, details)
    after = changed(facts, kind, details)
    yield Draft(AlternativeKind.LEAST, after, asks)
    shift = _shift_of(facts, after, kind, details)
    if shift is None:
        return
    first, by = shift
    (stay,) = facts.stays
    stood = {item.id: item.starts_at for item in stay.items}
    moved = _moved(after, first, stood, lambda item: by)
    if moved.asks:
        yield moved
    if by >= LEAST_CUT:
        yield from _shortened(after, first, stood, by)


def changed(facts: Facts, kind: str, details: Details) -> Facts:
    """The facts of one visit after the change; what has begun stays."""
    (stay,) = facts.stays
    return replace(facts, stays=(_CHANGES[kind](stay, details, facts),))


def other_choice(draft: Draft, chosen: list[str]) -> Draft:
    """The draft without those that were newly chosen for its first answer."""
    asks = tuple(Ask(AskKind.FORBID, resource=name) for name in chosen)
    return replace(draft, kind=AlternativeKind.OTHER, asks=(*draft.asks, *asks))


def _lost(kind: str, details: Details) -> tuple[Ask, ...]:
    if kind == ChangeKind.PERSON:
        return (Ask(AskKind.FORBID, resource=f"p{details.staff}"),)
    if kind in (ChangeKind.ROOM, ChangeKind.VEHICLE):
        return (Ask(AskKind.FORBID, resource=f"r{details.resource}"),)
    return ()


def _late(stay: Stay, details: Details, facts: Facts) -> Stay:
    """What would begin before the guests are there begins later by as much."""
    exact, by = _step(details)
    arrives = stay.arrives_at + exact
    items = tuple(
        _by(item, by) if _is_ahead(item, stay, facts) and item.starts_at < arrives else item
        for item in stay.items
    )
    leaves = stay.leaves_at + (by if stay.leaves_at - stay.arrives_at < ONE_DAY else timedelta(0))
    return replace(stay, arrives_at=arrives, leaves_at=leaves, items=items)


def _early(stay: Stay, details: Details, facts: Facts) -> Stay:
    """The pick-up and the welcome begin earlier, as far as that is still possible."""
    exact, by = _step(details)
    items = tuple(
        _by(item, -by)
        if _is_ahead(item, stay, facts)
        and item.starts_at <= stay.arrives_at
        and item.starts_at - by >= facts.limits.now
        else item
        for item in stay.items
    )
    return replace(stay, arrives_at=stay.arrives_at - exact, items=items)


def _cancelled(stay: Stay, details: Details, facts: Facts) -> Stay:
    return replace(stay, items=tuple(item for item in stay.items if item.id != details.item))


def _length(stay: Stay, details: Details, facts: Facts) -> Stay:
    by = timedelta(minutes=details.minutes or 0)
    return replace(
        stay,
        items=tuple(
            replace(item, ends_at=item.ends_at + by) if item.id == details.item else item
            for item in stay.items
        ),
        leaves_at=stay.leaves_at + max(by, timedelta(0)),
    )


def _heads(stay: Stay, details: Details, facts: Facts) -> Stay:
    return replace(stay, heads=details.heads or stay.heads)


def _added(stay: Stay, details: Details, facts: Facts) -> Stay:
    """The new item follows the last one before the farewell on the day that is at hand."""
    tz, length = facts.limits.tz, timedelta(minutes=details.minutes or 0)
    day = max(facts.limits.now, stay.arrives_at).astimezone(tz).date()
    ends = [
        item.ends_at
        for item in stay.items
        if item.starts_at.astimezone(tz).date() == day and item.kind not in LAST_KINDS
    ]
    start = max([facts.limits.now + timing.STEP, stay.arrives_at, *ends])
    start = timing.on_grid(start + timing.STEP - timedelta(microseconds=1))
    new = Item(
        ADDED,
        details.item_kind,
        details.name,
        start,
        start + length,
        details.item_kind in INTERACTIVE,
    )
    leaves = max(stay.leaves_at, new.ends_at) + length
    return replace(stay, items=(*stay.items, new), leaves_at=leaves)


def _same(stay: Stay, details: Details, facts: Facts) -> Stay:
    return stay


_CHANGES: Final[dict[str, Callable[[Stay, Details, Facts], Stay]]] = {
    ChangeKind.EARLY: _early,
    ChangeKind.LATE: _late,
    ChangeKind.CANCELLED: _cancelled,
    ChangeKind.LENGTH: _length,
    ChangeKind.HEADS: _heads,
    ChangeKind.ADDED: _added,
    ChangeKind.PERSON: _same,
    ChangeKind.ROOM: _same,
    ChangeKind.VEHICLE: _same,
}


def _shift_of(
    before: Facts, after: Facts, kind: str, details: Details
) -> tuple[datetime, timedelta] | None:
    """From which moment on everything moves, in the times after the change, and by how much."""
    (stay,), (now,) = before.stays, after.stays
    _exact, step = _step(details)
    if kind == ChangeKind.LATE:
        return now.arrives_at, step
    if kind == ChangeKind.EARLY:
        return stay.arrives_at, -step
    if kind == ChangeKind.ADDED:
        return now.items[-1].starts_at, step
    item = next((one for one in stay.items if one.id == details.item), None)
    if item is None:
        return None
    if kind == ChangeKind.LENGTH and details.minutes:
        return item.ends_at, step if details.minutes > 0 else -step
    return (item.ends_at, item.starts_at - item.ends_at) if kind == ChangeKind.CANCELLED else None


def _moved(
    after: Facts,
    first: datetime,
    stood: Mapping[int, datetime],
    by: Callable[[Item], timedelta],
) -> Draft:
    """What lies on that day from `first` on moves too, unless the change itself has moved it from
    where it `stood`.
    """
    (stay,) = after.stays
    items, asks = [], []
    for item in stay.items:
        step = by(item)
        follows = item.starts_at == stood.get(item.id) and _follows(item, first, after)
        if step and follows and item.starts_at + step >= after.limits.now:
            items.append(_by(item, step))
            asks.append(Ask(AskKind.TIME, item=item.id, starts_at=item.starts_at + step))
        else:
            items.append(item)
    facts = replace(after, stays=(replace(stay, items=tuple(items)),))
    return Draft(AlternativeKind.SHIFT, facts, tuple(asks))


def _shortened(
    after: Facts, first: datetime, stood: Mapping[int, datetime], by: timedelta
) -> Iterator[Draft]:
    """The longest item gives up what it can; what follows it moves by so much less."""
    (stay,) = after.stays
    long = [
        item
        for item in stay.items
        if item.kind in INTERACTIVE
        and item.id != ADDED
        and not item.begun
        and _is_on_day(item, first, after)
        and item.ends_at - item.starts_at >= LONG
    ]
    if not long:
        return
    item = max(long, key=lambda one: (one.ends_at - one.starts_at, -one.id))
    cut = min(by, item.ends_at - item.starts_at - LEFT_OVER) // timing.STEP * timing.STEP
    if cut < LEAST_CUT:
        return
    short = replace(item, ends_at=item.ends_at - cut)
    items = tuple(short if one.id == item.id else one for one in stay.items)
    facts = replace(after, stays=(replace(stay, items=items),))

    def step(one: Item) -> timedelta:
        return by if one.starts_at <= item.starts_at else by - cut

    moved = _moved(facts, first, stood, step)
    minutes = cut // timedelta(minutes=1)
    yield replace(moved, kind=AlternativeKind.SHORTER, cut=(item.id, minutes))


def _follows(item: Item, first: datetime, facts: Facts) -> bool:
    on_day = _is_on_day(item, first, facts)
    return not item.begun and on_day and item.starts_at >= first


def _is_on_day(item: Item, moment: datetime, facts: Facts) -> bool:
    tz = facts.limits.tz
    return item.starts_at.astimezone(tz).date() == moment.astimezone(tz).date()


def _is_ahead(item: Item, stay: Stay, facts: Facts) -> bool:
    return not item.begun and _is_on_day(item, stay.arrives_at, facts)


def _by(item: Item, by: timedelta) -> Item:
    return replace(item, starts_at=item.starts_at + by, ends_at=item.ends_at + by)


def _step(details: Details) -> tuple[timedelta, timedelta]:
    """The minutes as they were said, and in whole steps of the planner, rounded up."""
    exact = timedelta(minutes=abs(details.minutes or 0))
    return exact, -(-exact // timing.STEP) * timing.STEP
