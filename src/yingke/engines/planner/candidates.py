"""Who may fill each role: candidates with their costs and calendars, shared between like roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from .arrays import Ints
from .eligibility import refusal, seats_needed, valid_until
from .timeline import Timeline
from .values import Activity, Group, Problem, Requirement

ALWAYS_OPEN = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one role: resource numbers, calendar rows, waste and cost of each."""

    resources: tuple[int, ...]
    numbers: Ints
    calendars: Ints
    waste: Ints
    cost: Ints
    place_of: Mapping[int, int]


class Choices:
    """Finds candidates once for all roles that ask for the same."""

    def __init__(self, problem: Problem, time: Timeline, groups: Mapping[str, Group]) -> None:
        self.problem = problem
        self.time = time
        self.groups = groups
        self.number = {r.id: i for i, r in enumerate(problem.resources)}
        self.by_kind: dict[str, list[int]] = {}
        for i, resource in enumerate(problem.resources):
            self.by_kind.setdefault(resource.kind, []).append(i)
        self.rows: list[Ints] = [np.zeros(time.size + 1, dtype=np.int64)]
        self.calendars: dict[tuple[object, ...], int] = {}
        self.row_of: dict[tuple[int, date | None], int] = {}
        self.known: dict[tuple[object, ...], Choice] = {}

    def of(self, activity: Activity, which: int) -> Choice:
        """The candidates of the activity's ``which``-th requirement."""
        requirement = activity.requires[which]
        seats = self.seats(activity, requirement)
        first_day = self._first_day(activity) if requirement.certificates else None
        key = (_signature(requirement), seats, first_day)
        if key not in self.known:
            self.known[key] = self._find(requirement, seats, first_day or self.problem.start.date())
        return self.known[key]

    def only(self, activity: Activity, which: int, held: int) -> Choice:
        """The one resource that is a fact, whatever the rules say of it."""
        requirement = activity.requires[which]
        seats = self.seats(activity, requirement)
        costs = {c.resource: c.cost for c in requirement.candidates}
        return self._choice([(held, ALWAYS_OPEN)], seats, costs)

    def attendee(self, resource: int, *, fact: bool) -> Choice:
        """Someone who must attend."""
        key = ("attendee", resource, fact)
        if key not in self.known:
            row = ALWAYS_OPEN if fact else self.row(resource, None)
            numbers = np.array([resource], dtype=np.int64)
            nothing = np.zeros(1, dtype=np.int64)
            calendars = np.array([row], dtype=np.int64)
            self.known[key] = Choice(
                (resource,), numbers, calendars, nothing, nothing, {resource: 0}
            )
        return self.known[key]

    def seats(self, activity: Activity, requirement: Requirement) -> int:
        group = self.groups.get(activity.group)
        return seats_needed(requirement, activity, group.heads if group else 0)

    def calendar_table(self) -> Ints:
        return np.stack(self.rows)

    def row(self, number: int, until: date | None) -> int:
        """The calendar row of a resource whose certificates end with the day ``until``."""
        known = self.row_of.get((number, until))
        if known is None:
            known = self.row_of[number, until] = self._new_row(number, until)
        return known

    def _new_row(self, number: int, until: date | None) -> int:
        resource = self.problem.resources[number]
        if not resource.available and not resource.busy and until is None:
            return ALWAYS_OPEN
        key = (resource.available, resource.busy, until)
        if key not in self.calendars:
            self.calendars[key] = len(self.rows)
            self.rows.append(self.time.blocked(resource.available, resource.busy, until))
        return self.calendars[key]

    def _first_day(self, activity: Activity) -> date:
        starts = [window[0] for window in activity.windows]
        return max(min(starts), self.problem.start).date() if starts else self.problem.start.date()

    def _find(self, requirement: Requirement, seats: int, first_day: date) -> Choice:
        costs = {c.resource: c.cost for c in requirement.candidates}
        pool = [self.number[name] for name in costs if name in self.number]
        fits: list[tuple[int, int]] = []
        for number in pool or self.by_kind.get(requirement.kind, []):
            resource = self.problem.resources[number]
            if refusal(resource, requirement, seats, first_day) is None:
                fits.append((number, self.row(number, valid_until(resource, requirement))))
        return self._choice(fits, seats, costs)

    def _choice(self, fits: list[tuple[int, int]], seats: int, costs: Mapping[str, int]) -> Choice:
        resources = [self.problem.resources[number] for number, _ in fits]
        weight = self.problem.preferences.waste if seats > 0 else 0
        waste = [weight * max(0, r.seats - seats) for r in resources]
        cost = [costs.get(r.id, 0) + r.cost for r in resources]
        return Choice(
            resources=tuple(number for number, _ in fits),
            numbers=np.array([number for number, _ in fits], dtype=np.int64),
            calendars=np.array([row for _, row in fits], dtype=np.int64),
            waste=np.array(waste, dtype=np.int64),
            cost=np.array(cost, dtype=np.int64),
            place_of={number: place for place, (number, _) in enumerate(fits)},
        )


def _signature(requirement: Requirement) -> tuple[object, ...]:
    return (
        requirement.kind,
        requirement.amount,
        tuple(sorted(requirement.skills.items())),
        requirement.certificates,
        requirement.languages,
        requirement.kit,
        requirement.site,
        requirement.candidates,
    )
