"""From the values of a problem to the arrays of a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from .arrays import NONE, Columns, Ints, Model, pack
from .candidates import Choice, Choices
from .eligibility import priority, tiers_of
from .pairs import final_lists, link_lists, pair_lists
from .timeline import Timeline
from .values import PERSON, Activity, Group, Problem

ATTENDEE = -1


class Slot(NamedTuple):
    """Which place of which role a slot stands for; requirement -1 is a required attendee."""

    activity: int
    requirement: int
    copy: int
    attendee: int


@dataclass(frozen=True, slots=True)
class Kept:
    """How an activity stands already, in grains, and what it costs to change it."""

    start: int
    picks: Mapping[str, tuple[str, ...]]
    move_cost: int = 0
    swap_cost: Mapping[str, int] = field(default_factory=dict)
    frozen: bool = False
    begun: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Compiled:
    """A model with what is needed to speak of its numbers in the words of the problem."""

    problem: Problem
    timeline: Timeline
    model: Model
    slots: tuple[Slot, ...]
    activity_number: Mapping[str, int]
    resource_number: Mapping[str, int]
    groups: Mapping[str, Group]
    kept: Mapping[str, Kept]


def compile_problem(problem: Problem, kept: Mapping[str, Kept] | None = None) -> Compiled:
    """The dense form of a valid problem. ``kept`` says by activity what stands already."""
    return _Compiler(problem, dict(kept or {})).run()


def _csr(lists: list[list[int]]) -> tuple[Ints, Ints]:
    counts = [len(entries) for entries in lists]
    pointers = np.zeros(len(lists) + 1, dtype=np.int64)
    np.cumsum(counts, out=pointers[1:])
    return pointers, np.array([x for entries in lists for x in entries], dtype=np.int64)


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _longs(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


class _Compiler:
    """Holds what the steps share; ``run`` reads as the table of contents."""

    def __init__(self, problem: Problem, kept: dict[str, Kept]) -> None:
        self.problem = problem
        self.kept = kept
        self.time = Timeline.of(problem)
        self.activity_number = {a.id: i for i, a in enumerate(problem.activities)}
        self.resource_number = {r.id: i for i, r in enumerate(problem.resources)}
        self.groups = {g.id: g for g in problem.groups}
        self.tiers = tiers_of(problem)
        self.choices = Choices(problem, self.time, self.groups)
        self.picked = self._who_can_be_picked()
        self.domains: dict[tuple[object, ...], Ints] = {}
        self.teams: dict[tuple[str, str], int] = {}
        self.slots: list[Slot] = []

    def run(self) -> Compiled:
        slot_arrays = self._slots()
        fields = {
            **self._activities(),
            **slot_arrays,
            **self._resources(),
            **pair_lists(self.problem, self.time, self.is_plain, self.resource_number),
            **link_lists(self.problem, self.time, self.activity_number),
            **final_lists(self.problem),
        }
        return Compiled(
            problem=self.problem,
            timeline=self.time,
            model=pack(fields),
            slots=tuple(self.slots),
            activity_number=self.activity_number,
            resource_number=self.resource_number,
            groups=self.groups,
            kept=self.kept,
        )

    def _who_can_be_picked(self) -> set[int]:
        picked: set[int] = set()
        for activity in self.problem.activities:
            for number in range(len(activity.requires)):
                picked.update(self.choices.of(activity, number).resources)
        return picked

    def is_plain(self, name: str) -> bool:
        """Whether the attendee is only ever an attendee: pairs of activities then say it all."""
        number = self.resource_number[name]
        resource = self.problem.resources[number]
        return resource.units == 1 and resource.max_load is None and number not in self.picked

    def _activities(self) -> Columns:
        activities = self.problem.activities
        kept = [self.kept.get(a.id) for a in activities]
        dom_ptr, dom = self._domain_arrays()
        wants = [a.preferred_start for a in activities]
        return {
            "size": self.time.size,
            "days": int(self.time.days()[-1]) + 1,
            "day": self.time.days(),
            "act.dur": _ints([self._grains(a) for a in activities]),
            "act.dom_ptr": dom_ptr,
            "dom": dom,
            "act.unmet": _longs([priority(a, self.tiers) for a in activities]),
            "act.frozen": _ints([int(k is not None and k.frozen) for k in kept]),
            "act.want": _ints([NONE if w is None else self.time.floor(w) for w in wants]),
            "want_weight": self.problem.preferences.start,
            "act.keep_start": _ints([NONE if k is None else k.start for k in kept]),
            "act.move_cost": _longs([0 if k is None else k.move_cost for k in kept]),
        }

    def _grains(self, activity: Activity) -> int:
        """How long the activity lasts; a fact that outlasts the horizon is cut at its end."""
        kept = self.kept.get(activity.id)
        length = self.time.length(activity.duration)
        return min(length, self.time.size - kept.start) if kept and kept.frozen else length

    def _domain_arrays(self) -> tuple[Ints, Ints]:
        lists = [self._domain(activity) for activity in self.problem.activities]
        pointers = np.zeros(len(lists) + 1, dtype=np.int64)
        np.cumsum([len(starts) for starts in lists], out=pointers[1:])
        joined = np.concatenate(lists) if lists else np.zeros(0, dtype=np.int64)
        return pointers, joined.astype(np.int64)

    def _domain(self, activity: Activity) -> Ints:
        kept = self.kept.get(activity.id)
        if kept is not None and kept.frozen:
            return _ints([kept.start])
        group = self.groups.get(activity.group)
        stay = (group.arrives, group.leaves) if group else (None, None)
        plain = tuple(sorted({name for name in activity.required if self.is_plain(name)}))
        key = (activity.duration, activity.windows, stay, plain)
        if key not in self.domains:
            self.domains[key] = self._starts(activity, stay, plain)
        return self.domains[key]

    def _starts(
        self, activity: Activity, stay: tuple[object, object], plain: tuple[str, ...]
    ) -> Ints:
        windows = activity.windows or ((self.problem.start, self.problem.end),)
        first, last = stay
        open_rows = [self.time.blocked(windows, (), None)]
        whole = (first or self.problem.start, last or self.problem.end)
        open_rows.append(self.time.blocked((whole,), (), None))  # type: ignore[arg-type]
        for name in plain:
            resource = self.problem.resources[self.resource_number[name]]
            open_rows.append(self.time.blocked(resource.available, resource.busy, None))
        length = self.time.length(activity.duration)
        if length > self.time.size:
            return _ints([])
        free = np.ones(self.time.size - length + 1, dtype=bool)
        for row in open_rows:
            free &= row[length:] == row[: len(row) - length]
        return np.flatnonzero(free).astype(np.int64)

    def _slots(self) -> Columns:
        per_activity: list[list[int]] = []
        rows = _SlotRows()
        for number, activity in enumerate(self.problem.activities):
            begin = len(self.slots)
            place_slot = self._roles(number, activity, rows)
            self._attendees(number, activity, rows)
            per_activity.append(list(range(begin, len(self.slots))))
            rows.place_slot.append(place_slot)
        slot_ptr, _ = _csr(per_activity)
        return {"act.slot_ptr": slot_ptr, **rows.arrays(self.choices)}

    def _roles(self, number: int, activity: Activity, rows: _SlotRows) -> int:
        place_slot = NONE
        kept = self.kept.get(activity.id)
        for which, requirement in enumerate(activity.requires):
            choice = self.choices.of(activity, which)
            picks = kept.picks.get(requirement.role, ()) if kept else ()
            swap = kept.swap_cost.get(requirement.role, 0) if kept else 0
            team = NONE
            if requirement.continuity and activity.group:
                team = self.teams.setdefault((activity.group, requirement.role), len(self.teams))
            if requirement.gives_place and not activity.place:
                place_slot = len(self.slots)
            for copy in range(requirement.count):
                name = picks[copy] if copy < len(picks) else None
                held = self.resource_number.get(name, NONE) if name else NONE
                own = choice
                if held != NONE and kept is not None and kept.frozen:
                    own = self.choices.only(activity, which, held)
                rows.add(own, requirement.amount, held, swap)
                rows.skip.append(requirement.unmet_cost if requirement.optional else NONE)
                rows.team.append(team)
                rows.act.append(number)
                self.slots.append(Slot(number, which, copy, NONE))
        rows.team_weight = [self.problem.preferences.continuity] * len(self.teams)
        return place_slot

    def _attendees(self, number: int, activity: Activity, rows: _SlotRows) -> None:
        for name in dict.fromkeys(activity.required):
            if self.is_plain(name):
                continue
            resource = self.resource_number[name]
            kept = self.kept.get(activity.id)
            fact = kept is not None and kept.frozen
            rows.add(self.choices.attendee(resource, fact=fact), 1, NONE, 0)
            rows.skip.append(NONE)
            rows.team.append(NONE)
            rows.act.append(number)
            self.slots.append(Slot(number, ATTENDEE, 0, resource))

    def _resources(self) -> Columns:
        resources = self.problem.resources
        pools: dict[str, int] = {}
        for resource in resources:
            if resource.units > 1:
                pools[resource.id] = len(pools)
        length = self.time.length
        loads = [r.max_load for r in resources]
        places, travel = _places(self.problem, self.time)
        weight = self.problem.preferences.fairness
        hours = np.arange(self.time.size + 1) * self.time.grain / 60
        nowhere = len(travel) - 1
        return {
            "res.units": _ints([r.units for r in resources]),
            "res.pool": _ints([pools.get(r.id, NONE) for r in resources]),
            "res.lead": _ints([length(r.before) for r in resources]),
            "res.tail": _ints([length(r.after) for r in resources]),
            "res.place": _ints([places.get(r.place, nowhere) for r in resources]),
            "act.place": _ints([places.get(a.place, nowhere) for a in self.problem.activities]),
            "travel": travel,
            "reach": int(travel.max()),
            "res.max_load": _ints([NONE if x is None else x // self.time.grain for x in loads]),
            "res.fair": _ints([int(r.kind == PERSON and weight > 0) for r in resources]),
            "fair_cost": np.rint(weight * hours * hours).astype(np.int64),
        }


class _SlotRows:
    """The columns of the slots while they are being collected."""

    def __init__(self) -> None:
        self.act: list[int] = []
        self.amount: list[int] = []
        self.skip: list[int] = []
        self.team: list[int] = []
        self.team_weight: list[int] = []
        self.place_slot: list[int] = []
        self.keep: list[int] = []
        self.swap: list[int] = []
        self.chosen: list[Choice] = []
        self.entries = 0

    def add(self, choice: Choice, amount: int, held: int, swap: int) -> None:
        self.amount.append(amount)
        place = choice.place_of.get(held, NONE) if held != NONE else NONE
        self.keep.append(NONE if place == NONE else self.entries + place)
        self.swap.append(swap)
        self.chosen.append(choice)
        self.entries += len(choice.resources)

    def arrays(self, choices: Choices) -> Columns:
        pointers = np.zeros(len(self.chosen) + 1, dtype=np.int64)
        np.cumsum([len(c.resources) for c in self.chosen], out=pointers[1:])
        return {
            "slot.act": _ints(self.act),
            "slot.amount": _ints(self.amount),
            "slot.skip": _longs(self.skip),
            "slot.team": _ints(self.team),
            "team_weight": _longs(self.team_weight),
            "act.place_slot": _ints(self.place_slot),
            "slot.keep_cand": _ints(self.keep),
            "slot.swap_cost": _longs(self.swap),
            "slot.cand_ptr": pointers,
            "cand.res": _joined([c.numbers for c in self.chosen]).astype(np.int64),
            "cand.cal": _joined([c.calendars for c in self.chosen]).astype(np.int64),
            "cand.pref": _joined([c.waste for c in self.chosen]).astype(np.int64),
            "cand.cost": _joined([c.cost for c in self.chosen]).astype(np.int64),
            "blocked": choices.calendar_table(),
        }


def _joined(parts: list[Ints] | list[Ints]) -> Ints:
    return np.concatenate(parts).astype(np.int64) if parts else np.zeros(0, dtype=np.int64)


def _places(problem: Problem, time: Timeline) -> tuple[dict[str, int], Ints]:
    """Places by name, and the grains between each two; the last row is for what has no place."""
    names: dict[str, int] = {}
    for place in [r.place for r in problem.resources] + [a.place for a in problem.activities]:
        if place:
            names.setdefault(place, len(names))
    given = {(t.origin, t.target): t.minutes for t in problem.travel}
    table = np.zeros((len(names) + 1, len(names) + 1), dtype=np.int64)
    for (origin, target), minutes in given.items():
        if origin in names and target in names:
            table[names[origin], names[target]] = time.length(minutes)
            if (target, origin) not in given:
                table[names[target], names[origin]] = time.length(minutes)
    return names, table
