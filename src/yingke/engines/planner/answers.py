"""From the arrays of a search back to the words of the problem."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .arrays import NONE, Ints
from .compiling import ATTENDEE, Compiled
from .plans import Pick, Placed, Unmet


def placed_of(
    compiled: Compiled, start: Ints, pick: Ints, only: Iterable[int] | None = None
) -> list[Placed]:
    """The served activities, or those of the numbers given, with their picks, in order."""
    numbers = range(len(start)) if only is None else only
    resources = np.append(compiled.model.cand["res"], NONE)[pick].tolist()
    firsts = np.append(compiled.model.act["slot_from"], len(pick)).tolist()
    return [
        _placed(
            compiled, number, int(start[number]), resources, range(*firsts[number : number + 2])
        )
        for number in numbers
        if start[number] != NONE
    ]


def _placed(
    compiled: Compiled, number: int, begin: int, resources: list[int], slots: range
) -> Placed:
    problem = compiled.problem
    activity = problem.activities[number]
    picks: list[Pick] = []
    missing: list[str] = []
    for s in slots:
        slot = compiled.slots[s]
        if slot.requirement == ATTENDEE:
            continue
        role = activity.requires[slot.requirement].role
        if resources[s] == NONE:
            missing.append(role)
        else:
            picks.append(Pick(role, problem.resources[resources[s]].id))
    kept = compiled.kept.get(activity.id)
    return Placed(
        activity=activity.id,
        start=compiled.timeline.moment(begin),
        end=compiled.timeline.moment(begin + compiled.timeline.length(activity.duration)),
        picks=tuple(picks),
        missing=tuple(missing),
        begun=kept is not None and kept.frozen and kept.begun,
        confirmed=kept is not None and kept.confirmed,
    )


def unmet_of(compiled: Compiled, start: Ints, pick: Ints) -> list[Unmet]:
    """What is not served, activities and optional roles."""
    problem, m = compiled.problem, compiled.model
    found: list[Unmet] = []
    for number, activity in enumerate(problem.activities):
        row = m.act[number]
        if start[number] == NONE:
            found.append(Unmet(activity.id, int(row["unmet"])))
            continue
        for s in range(int(row["slot_from"]), int(row["slot_to"])):
            slot = compiled.slots[s]
            if pick[s] == NONE and slot.requirement != ATTENDEE:
                role = activity.requires[slot.requirement].role
                found.append(Unmet(activity.id, int(m.slot[s]["skip"]), role=role))
    return found
