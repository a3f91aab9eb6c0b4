"""A proposal beside what stands: what changes for each item, why, and what else was looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from yingke.domains.planning.rules import problem as problems
from yingke.domains.planning.rules import timing
from yingke.domains.planning.rules.asks import Ask
from yingke.domains.planning.rules.resources import as_role
from yingke.domains.planning.rules.values import Facts, Item, Stay
from yingke.domains.planning.terms import AskKind
from yingke.engines.planner import (
    Activity,
    Cause,
    Pick,
    Placed,
    Plan,
    Problem,
    Relaxation,
    Requirement,
)

MOST_WAYS: Final = 3


@dataclass(frozen=True)
class Choice:
    """Somebody or something in a role; `reason` is kept, asked, only, throughout or best."""

    role: str
    resource: str
    reason: str
    among: int = 1
    is_new: bool = True


@dataclass(frozen=True)
class Other:
    """Somebody or something not chosen for a role; `cause` is WORSE for who could do it too."""

    role: str
    resource: str
    cause: Cause
    detail: str = ""
    replaces_promise: bool = False


@dataclass(frozen=True)
class Row:
    """An item as it stands and as it is proposed; `starts_at` is None where it has no place."""

    item: Item
    starts_at: datetime | None
    ends_at: datetime | None
    choices: tuple[Choice, ...] = ()
    missing: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    others: tuple[Other, ...] = ()
    is_pinned: bool = False

    @property
    def is_moved(self) -> bool:
        if self.starts_at is None or self.ends_at is None:
            return False
        lasts = self.ends_at - self.starts_at
        stays = timing.on_grid(self.item.starts_at) == self.starts_at
        return not stays or lasts != self.item.ends_at - self.item.starts_at

    @property
    def is_shortened(self) -> bool:
        if self.starts_at is None or self.ends_at is None:
            return False
        return self.ends_at - self.starts_at < self.item.ends_at - self.item.starts_at

    @property
    def is_changed(self) -> bool:
        return self.is_moved or bool(self.removed) or any(one.is_new for one in self.choices)

    @property
    def alternatives(self) -> list[Other]:
        return [one for one in self.others if one.cause == Cause.WORSE]

    @property
    def rejected(self) -> list[Other]:
        return [one for one in self.others if one.cause != Cause.WORSE]


@dataclass(frozen=True)
class Way:
    """A way out of something unmet: a request that would mend it, or None for what lies outside."""

    kind: str
    cost: int
    resource: str = ""
    detail: str = ""
    ask: Ask | None = None


@dataclass(frozen=True)
class Unmet:
    """A need that the proposal leaves open (`role`), or an item without a place."""

    item: Item
    role: str
    cost: int
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Figures:
    """Counts now and as proposed, each pair in this order; people by their names in the problem."""

    needs: int
    met: tuple[int, int]
    interactions: tuple[int, int, int]
    overlaps: tuple[int, int]
    ends_at: tuple[datetime, datetime] | None
    waiting: frozenset[str]
    newly: frozenset[str]

    @property
    def to_answer(self) -> int:
        return len(self.waiting)

    @property
    def newly_asked(self) -> int:
        return len(self.newly)


def together(figures: Sequence[Figures]) -> Figures:
    """The figures of several visits; when they end is not said."""

    def total(pairs: Iterable[tuple[int, ...]], size: int) -> tuple[int, ...]:
        return tuple(map(sum, zip(*pairs, strict=True))) or (0,) * size

    met = total([one.met for one in figures], 2)
    interactions = total([one.interactions for one in figures], 3)
    overlaps = total([one.overlaps for one in figures], 2)
    return Figures(
        needs=sum(one.needs for one in figures),
        met=(met[0], met[1]),
        interactions=(interactions[0], interactions[1], interactions[2]),
        overlaps=(overlaps[0], overlaps[1]),
        ends_at=None,
        waiting=frozenset().union(*(one.waiting for one in figures)),
        newly=frozenset().union(*(one.newly for one in figures)),
    )


@dataclass(frozen=True)
class Comparison:
    """Everything that the page of a proposal shows."""

    rows: tuple[Row, ...]
    unmet: tuple[Unmet, ...]
    figures: Figures

    @property
    def changed(self) -> list[Row]:
        return [row for row in self.rows if row.is_changed]


def open_needs(plan: Plan) -> int:
    """How many needs and items a plan leaves unmet; whom no need asks for does not count."""
    return sum(".kept." not in one.role for one in plan.unmet)


def without_bystanders(plan: Plan) -> Plan:
    """The plan without those who were no candidates, as they do not hold the role at all."""
    placed = tuple(
        replace(entry, picks=tuple(_considered(pick) for pick in entry.picks))
        for entry in plan.placed
    )
    return replace(plan, placed=placed)


def _considered(pick: Pick) -> Pick:
    outside = f"lacks {as_role(problems.what_of(pick.role))}"
    return replace(pick, rejected=tuple(r for r in pick.rejected if r.detail != outside))


def compare(facts: Facts, problem: Problem, plan: Plan, asks: Sequence[Ask]) -> Comparison:
    """The proposal for the first visit of the facts, item by item; the plan may hold others."""
    (stay, *_others) = facts.stays
    placed = {one.activity: one for one in plan.placed}
    activities = {one.id: one for one in problem.activities}
    rows = []
    for item in sorted(stay.items, key=lambda one: (_start(one, placed), one.id)):
        activity = activities.get(f"i{item.id}")
        entry = placed.get(f"i{item.id}")
        if activity is None or entry is None:
            rows.append(Row(item, None, None))
        else:
            pinned = any(ask.item == item.id and ask.kind == AskKind.TIME for ask in asks)
            rows.append(_row(item, entry, activity, asks, pinned=pinned))
    unmet = tuple(_unmet(stay, plan, asks))
    return Comparison(tuple(rows), unmet, _figures(facts, stay, problem, plan, rows))


def _start(item: Item, placed: Mapping[str, Placed]) -> datetime:
    entry = placed.get(f"i{item.id}")
    return entry.start if entry else item.starts_at


def _row(
    item: Item,
    entry: Placed,
    activity: Activity,
    asks: Sequence[Ask],
    *,
    pinned: bool,
) -> Row:
    standing = {f"p{one.staff_id}": one.accepted for one in item.people}
    standing |= {f"r{one.resource_id}": one.confirmed for one in item.bookings}
    roles = {one.role: one for one in activity.requires}
    choices = tuple(
        _choice(pick, roles.get(pick.role), asks, item, is_new=pick.resource not in standing)
        for pick in entry.picks
    )
    chosen = {one.resource for one in entry.picks}
    promised = {pick.role: standing.get(pick.resource, False) for pick in entry.picks}
    others = {
        (pick.role, one.resource): Other(
            pick.role, one.resource, one.cause, one.activity or one.detail, promised[pick.role]
        )
        for pick in entry.picks
        for one in pick.rejected
        if one.resource not in chosen
    }
    return Row(
        item=item,
        starts_at=entry.start,
        ends_at=entry.start + timedelta(minutes=activity.duration),
        choices=choices,
        missing=tuple(dict.fromkeys(entry.missing)),
        removed=tuple(name for name in standing if name not in chosen),
        others=tuple(sorted(others.values(), key=lambda one: one.replaces_promise)),
        is_pinned=pinned,
    )


def _choice(
    pick: Pick,
    requirement: Requirement | None,
    asks: Sequence[Ask],
    item: Item,
    *,
    is_new: bool,
) -> Choice:
    free = sum(one.cause == Cause.WORSE for one in pick.rejected)
    if any(
        (ask.item, ask.role, ask.resource) == (item.id, pick.role, pick.resource) for ask in asks
    ):
        reason = "asked"
    elif not is_new:
        reason = "kept"
    elif requirement is not None and requirement.continuity and "throughout" in pick.reason:
        reason = "throughout"
    else:
        reason = "best" if free else "only"
    return Choice(pick.role, pick.resource, reason, free + 1, is_new)


def _unmet(stay: Stay, plan: Plan, asks: Sequence[Ask]) -> Iterator[Unmet]:
    """The dearest first."""
    items = {f"i{item.id}": item for item in stay.items}
    for one in sorted(plan.unmet, key=lambda one: -one.cost):
        item = items.get(one.activity)
        if item is not None and ".kept." not in one.role:
            ways = [_way(item, one.role, way) for way in one.relaxations]
            useful = [way for way in ways if way is not None]
            if one.role:  # somebody else can always be looked for
                useful = [*useful[: MOST_WAYS - 1], Way("resource", one.cost, detail=one.role)]
            yield Unmet(item, one.role, one.cost, tuple(useful[:MOST_WAYS]))


def _way(item: Item, role: str, way: Relaxation) -> Way | None:
    """The request that takes a way out; None for one that cannot be asked for."""
    role = way.role or role
    if way.kind in (Cause.NOT_NAMED, "resource"):
        return None
    if way.kind in ("time", "rearrange"):
        if way.start is None or (role and way.start == item.starts_at):
            return None  # staying where it is serves nobody
        ask = Ask(AskKind.TIME, item=item.id, starts_at=way.start)
        return Way(way.kind, way.cost, detail=way.start.isoformat(), ask=ask)
    kind = AskKind.PICK if way.kind == "taken" else AskKind.WAIVE
    ask = Ask(kind, item=item.id, role=role, resource=way.resource)
    return Way(way.kind, way.cost, way.resource, ask=ask)


def _figures(
    facts: Facts, stay: Stay, problem: Problem, plan: Plan, rows: Iterable[Row]
) -> Figures:
    rows = list(rows)
    asked = _asked(stay, problem)
    needs = sum(one.count for requires in asked.values() for one in requires)
    now = problems.standing(facts, problem)
    accepted = {
        (item.id, f"p{part.staff_id}")
        for item in stay.items
        for part in item.people
        if part.accepted
    }
    people = [(row, one) for row in rows for one in row.choices if one.resource[0] == "p"]
    waiting = {
        one.resource
        for row, one in people
        if one.is_new or row.is_moved or (row.item.id, one.resource) not in accepted
    }
    known = {f"p{part.staff_id}" for item in stay.items for part in item.people}
    lasts = [row.ends_at or row.item.ends_at for row in rows]
    before = [item.ends_at for item in stay.items]
    spans = [(row.starts_at or row.item.starts_at, row.ends_at or row.item.ends_at) for row in rows]
    interactive = [row.item.interactive for row in rows]
    proposed = [span for span, is_one in zip(spans, interactive, strict=True) if is_one]
    standing = [(row.item.starts_at, row.item.ends_at) for row in rows]
    golden = [
        timing.in_golden_window(some, stay, facts.limits)
        for some in (
            [span for span, is_one in zip(standing, interactive, strict=True) if is_one],
            proposed,
        )
    ]
    return Figures(
        needs=needs,
        met=(_met(now, asked), _met(plan.placed, asked)),
        interactions=(golden[0], golden[1], sum(interactive)),
        overlaps=(_overlaps(standing), _overlaps(spans)),
        ends_at=(max(before), max(lasts)) if rows else None,
        waiting=frozenset(waiting),
        newly=frozenset(waiting - known),
    )


def _asked(stay: Stay, problem: Problem) -> dict[str, list[Requirement]]:
    """The needs of a visit by activity; whom no need asks for does not count."""
    return {
        one.id: [requirement for requirement in one.requires if ".kept." not in requirement.role]
        for one in problem.activities
        if one.group == f"v{stay.id}"
    }


def _met(placed: Iterable[Placed], asked: Mapping[str, Sequence[Requirement]]) -> int:
    """How many of the needs these placed items serve."""
    count = 0
    for entry in placed:
        roles = {one.role: one.count for one in asked.get(entry.activity, ())}
        for role, most in roles.items():
            count += min(most, sum(pick.role == role for pick in entry.picks))
    return count


def _overlaps(spans: Sequence[tuple[datetime, datetime]]) -> int:
    return sum(two[0] < one[1] for one, two in pairwise(sorted(spans)))
