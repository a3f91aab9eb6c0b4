"""A plain first schedule for a generated day, booked visit by visit as the day is drawn.

It is not a good plan, but it is one: what is booked here can be served.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from .eligibility import refusal
from .values import Activity, Requirement, Resource

LONGEST_WAIT = 6
"""Steps that guests may wait between two activities."""


class Clock(NamedTuple):
    """A day in steps; sets of steps are the bits of a whole number."""

    first: datetime
    step: timedelta
    steps: int

    def at(self, moment: datetime) -> int:
        return int((moment - self.first) / self.step)

    def length(self, minutes: int) -> int:
        return -(-timedelta(minutes=minutes) // self.step)


class _Use(NamedTuple):
    number: int
    place: str
    steps: int
    """The steps taken, as bits."""
    minutes: int


class Roster:
    """Resources with what is booked on them."""

    def __init__(self, clock: Clock, resources: list[Resource]) -> None:
        self.clock = clock
        self.resources: list[Resource] = []
        self.taken: list[int] = []
        self.at_place: list[dict[str, int]] = []
        self.worked: list[int] = []
        self.able: dict[tuple[object, ...], list[int]] = {}
        for resource in resources:
            self._enter(resource)

    def book(self, agenda: list[Activity], heads: int, arrivals: Iterable[int]) -> int:
        """Book the agenda at the first arrival (in steps) at which it fits; answers which.

        If it fits nowhere, one more is taken on of what was lacking most often.
        """
        arrivals = [int(arrival) for arrival in arrivals]
        while True:
            lacking: dict[str, list[Requirement]] = {}
            for arrival in arrivals:
                uses, lack = self._schedule(agenda, heads, arrival)
                if lack is not None:
                    lacking.setdefault(lack.role, []).append(lack)
                elif uses is not None:
                    for use in uses:
                        self._take(use)
                    return arrival
            worst = max(lacking.values(), key=len)
            self._take_on(worst[0], heads)

    def _schedule(
        self, agenda: list[Activity], heads: int, arrival: int
    ) -> tuple[list[_Use] | None, Requirement | None]:
        """The activities one after the other, each as soon as it can be served; or what lacks, or
        neither where the day is too short."""
        uses: list[_Use] = []
        place, ready = agenda[0].place, arrival
        for activity in agenda:
            length = self.clock.length(activity.duration)
            lack: Requirement | None = None
            for begin in range(ready, min(ready + LONGEST_WAIT, self.clock.steps - length) + 1):
                found, lack = self._serve(activity, heads, begin, length, place, uses)
                there = found[0].place if found else place
                if lack is None and begin >= ready + (there != place and activity is not agenda[0]):
                    uses += found
                    place, ready = there, begin + length
                    break
            else:
                return None, lack
        return uses, None

    def _serve(
        self, activity: Activity, heads: int, begin: int, length: int, place: str, uses: list[_Use]
    ) -> tuple[list[_Use], Requirement | None]:
        """Who serves the activity from ``begin`` on: first where it is, then by whom."""
        found: list[_Use] = []
        here = activity.place
        steps = ((1 << length) - 1) << begin
        known = {use.number for use in uses}
        for requirement in sorted(activity.requires, key=lambda r: not r.gives_place):
            number = self._pick(requirement, heads, steps, here or place, known)
            if number is None:
                return found, requirement
            resource = self.resources[number]
            if requirement.gives_place:
                here = resource.place
            rest = ((1 << self.clock.length(resource.after)) - 1) << (begin + length)
            found.append(_Use(number, here, steps | rest, activity.duration))
        return found, None

    def _pick(
        self, requirement: Requirement, heads: int, steps: int, place: str, known: set[int]
    ) -> int | None:
        """One who is free: if can be who serves the visit already, a room where the guests are,
        and else who has most to do, so that others stay free for long stretches."""
        minutes = steps.bit_count() * int(self.clock.step.total_seconds() // 60)
        fits = [
            number
            for number in self._able(requirement, heads)
            if self._is_free(number, steps, "" if requirement.gives_place else place)
            and self.worked[number] + minutes <= (self.resources[number].max_load or minutes * 99)
        ]
        return max(
            fits,
            key=lambda number: (
                number in known and not requirement.gives_place,
                self.resources[number].place == place,
                self.worked[number],
            ),
            default=None,
        )

    def _is_free(self, number: int, steps: int, place: str) -> bool:
        if self.taken[number] & steps:
            return False
        around = steps << 1 | steps >> 1
        away = (bits for there, bits in self.at_place[number].items() if there != place)
        return not place or not any(bits & around for bits in away)

    def _able(self, requirement: Requirement, heads: int) -> list[int]:
        seats = heads if requirement.seats < 0 else 0
        key = (requirement.role, tuple(requirement.skills), requirement.languages, seats)
        if key not in self.able:
            self.able[key] = [
                number
                for number, resource in enumerate(self.resources)
                if refusal(resource, requirement, seats, self.clock.first.date()) is None
            ]
        return self.able[key]

    def _take(self, use: _Use) -> None:
        self.taken[use.number] |= use.steps
        places = self.at_place[use.number]
        places[use.place] = places.get(use.place, 0) | use.steps
        self.worked[use.number] += use.minutes

    def _take_on(self, requirement: Requirement, heads: int) -> None:
        like = self.resources[self._able(requirement, heads)[0]]
        self.able.clear()
        self._enter(replace(like, id=f"{like.id}-{len(self.resources)}", busy=()))

    def _enter(self, resource: Resource) -> None:
        away = 0
        for first, last in resource.busy:
            begin, end = self.clock.at(first), self.clock.at(last)
            away |= ((1 << (end - begin)) - 1) << begin
        self.resources.append(resource)
        self.taken.append(away)
        self.at_place.append({})
        self.worked.append(0)
