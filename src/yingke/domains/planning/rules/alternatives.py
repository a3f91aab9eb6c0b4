"""An answer to a change, item by item: what moves, who comes and goes, and what stays open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Self

from yingke.domains.planning.rules import problem as problems
from yingke.domains.planning.rules import timing
from yingke.domains.planning.rules.changing import ADDED, Draft
from yingke.domains.planning.rules.values import Facts, Item, Span, Stay
from yingke.engines.planner import Placed, Plan, Problem

Holding = tuple[str, str]
"""A person or resource by its name in the problem (`p12`, `r7`), and as what."""

MOVED, SAME, NEW, CANCELLED, BEGUN = "moved", "same", "new", "cancelled", "begun"
CHANGES: Final = (MOVED, NEW, CANCELLED)


@dataclass(frozen=True)
class Line:
    """An item before and after; `holds` are its people and resources."""

    item: int
    kind: str
    name: str
    state: str
    before: Span | None
    after: Span | None
    held: tuple[Holding, ...] = ()
    holds: tuple[Holding, ...] = ()

    @property
    def is_changed(self) -> bool:
        return self.state in CHANGES or self.held != self.holds

    @property
    def came(self) -> tuple[Holding, ...]:
        return tuple(one for one in self.holds if one not in self.held)

    @property
    def went(self) -> tuple[Holding, ...]:
        if self.state == CANCELLED:
            return self.held
        return tuple(one for one in self.held if one not in self.holds)

    @property
    def missing(self) -> tuple[str, ...]:
        """As what somebody or something went without another in their place."""
        if self.state == CANCELLED:
            return ()
        left = [what for _name, what in self.came]
        found = []
        for _name, what in self.went:
            if what in left:
                left.remove(what)
            else:
                found.append(what)
        return tuple(found)

    @property
    def people(self) -> tuple[str, ...]:
        """Who served it, or is to."""
        both = (*self.held, *self.holds)
        return tuple(dict.fromkeys(name for name, _what in both if name[0] == "p"))

    def affects(self, name: str) -> bool:
        """Whether something changes for a person: the time, the place, or that they are needed."""
        if name not in self.people:
            return False
        places = any(thing[0][0] == "r" for thing in (*self.came, *self.went))
        own = any(name == person for person, _what in (*self.came, *self.went))
        return self.state in CHANGES or places or own

    @property
    def minutes(self) -> int:
        """By how many minutes it moves."""
        if self.before is None or self.after is None:
            return 0
        return round((self.after[0] - self.before[0]).total_seconds() / 60)


@dataclass(frozen=True)
class Alternative:
    """One answer; `unplaced` are items that found no time, `cut` as in `changing.Draft`."""

    kind: str
    lines: tuple[Line, ...]
    arrives_at: datetime
    leaves_at: datetime
    heads: int
    unplaced: tuple[int, ...] = ()
    cut: tuple[int, int] | None = None

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.is_changed]

    @property
    def moves(self) -> int:
        return sum(line.state in CHANGES for line in self.lines)

    @property
    def replaced(self) -> int:
        """How many people are new in an item."""
        return sum(name[0] == "p" for line in self.lines for name, _what in line.came)

    @property
    def told(self) -> list[str]:
        """The people for whom something changes, each once, in the order of the day."""
        names = [name for line in self.lines for name in line.people if line.affects(name)]
        return list(dict.fromkeys(names))

    @property
    def spared(self) -> list[str]:
        """The people of the visit for whom nothing changes."""
        told = set(self.told)
        names = [name for line in self.lines for name in line.people]
        return [name for name in dict.fromkeys(names) if name not in told]

    def to_json(self) -> dict[str, Any]:
        values = asdict(self)
        values["lines"] = [_line_to_json(line) for line in self.lines]
        values["arrives_at"] = self.arrives_at.isoformat()
        values["leaves_at"] = self.leaves_at.isoformat()
        return values

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        cut = values["cut"]
        return cls(
            kind=values["kind"],
            lines=tuple(_line_from_json(line) for line in values["lines"]),
            arrives_at=datetime.fromisoformat(values["arrives_at"]),
            leaves_at=datetime.fromisoformat(values["leaves_at"]),
            heads=values["heads"],
            unplaced=tuple(values["unplaced"]),
            cut=(cut[0], cut[1]) if cut else None,
        )


def alternative(before: Facts, draft: Draft, problem: Problem, plan: Plan) -> Alternative:
    """What the planner's answer to a draft changes of the agenda before."""
    (old,), (new,) = before.stays, draft.facts.stays
    placed = {one.activity: one for one in plan.placed}
    forbidden = {ask.resource for ask in draft.asks if ask.resource}
    items = {item.id: item for item in new.items}
    lines = [_line(item, items.get(item.id), placed, problem) for item in old.items]
    lines = _without_needless(lines, forbidden, resized=old.heads != new.heads)
    if ADDED in items:
        lines.append(_new_line(items[ADDED], placed, problem))
    lines.sort(key=lambda line: ((line.after or line.before or (new.arrives_at,))[0], line.item))
    unplaced = [
        item.id for item in items.values() if not item.begun and f"i{item.id}" not in placed
    ]
    return Alternative(
        kind=draft.kind,
        lines=tuple(line for line in lines if line.before or line.after),
        arrives_at=new.arrives_at,
        leaves_at=_departure(old, new, lines),
        heads=new.heads,
        unplaced=tuple(unplaced),
        cut=draft.cut,
    )


def _line(item: Item, new: Item | None, placed: Mapping[str, Placed], problem: Problem) -> Line:
    span, held = (item.starts_at, item.ends_at), _held(item)
    line = Line(item.id, item.kind, item.name, SAME, span, span, held, held)
    if new is None:
        return replace(line, state=CANCELLED, after=None, holds=())
    if item.begun:
        return replace(line, state=BEGUN, after=(item.starts_at, new.ends_at))
    entry = placed.get(f"i{item.id}")
    if entry is None:
        return line
    after = _span(new, entry, problem)
    return replace(
        line,
        state=SAME if after == span else MOVED,
        after=after,
        holds=_settled(held, entry),
    )


def _new_line(item: Item, placed: Mapping[str, Placed], problem: Problem) -> Line:
    line = Line(ADDED, item.kind, item.name, NEW, None, None)
    entry = placed.get(f"i{ADDED}")
    if entry is None:
        return line
    holds = tuple((pick.resource, problems.what_of(pick.role)) for pick in entry.picks)
    return replace(line, after=_span(item, entry, problem), holds=holds)


def _span(item: Item, entry: Placed, problem: Problem) -> Span:
    """The time of the planner's grid; one that is not moved keeps its own minutes."""
    if timing.on_grid(item.starts_at) == entry.start:
        return item.starts_at, item.ends_at
    activity = next(one for one in problem.activities if one.id == entry.activity)
    return entry.start, entry.start + timedelta(minutes=activity.duration)


def _settled(held: tuple[Holding, ...], entry: Placed) -> tuple[Holding, ...]:
    """Who is planned, but nobody new where nobody went: other open needs are not of this change."""
    planned = [(pick.resource, problems.what_of(pick.role)) for pick in entry.picks]
    kept = [one for one in held if one in planned]
    open_ = [what for one in held if one not in planned for what in [one[1]]]
    for name, what in planned:
        if what in open_ and (name, what) not in kept:
            open_.remove(what)
            kept.append((name, what))
    return tuple(kept)


def _without_needless(lines: Iterable[Line], forbidden: set[str], *, resized: bool) -> list[Line]:
    """An item that does not move keeps its people and resources, unless one of them is lost, or is
    needed by an item that does move.
    """
    lines = list(lines)
    needed = {name for line in lines if line.state == MOVED for name, _what in line.came}
    found = []
    for line in lines:
        went = {name for name, _what in line.went}
        stays = line.state == SAME and not resized and not went & (forbidden | needed)
        found.append(replace(line, holds=line.held) if stays else line)
    return found


def _held(item: Item) -> tuple[Holding, ...]:
    return (
        *((f"p{one.staff_id}", one.role) for one in item.people),
        *((f"r{one.resource_id}", one.kind) for one in item.bookings),
    )


def _departure(old: Stay, new: Stay, lines: Iterable[Line]) -> datetime:
    """The departure as it was, or the end of what had ended before it and no longer does."""
    later = [
        line.after[1]
        for line in lines
        if line.after is not None and (line.before is None or line.before[1] <= old.leaves_at)
    ]
    return max([old.leaves_at, *later])


def _line_to_json(line: Line) -> dict[str, Any]:
    values = asdict(line)
    for name in ("before", "after"):
        span = getattr(line, name)
        values[name] = [moment.isoformat() for moment in span] if span else None
    return values


def _line_from_json(values: Mapping[str, Any]) -> Line:
    return Line(
        **{name: values[name] for name in ("item", "kind", "name", "state")},
        before=_span_from_json(values["before"]),
        after=_span_from_json(values["after"]),
        held=tuple((name, what) for name, what in values["held"]),
        holds=tuple((name, what) for name, what in values["holds"]),
    )


def _span_from_json(stored: Sequence[str] | None) -> Span | None:
    if not stored:
        return None
    start, end = map(datetime.fromisoformat, stored)
    return start, end
