"""From the arrays of a search back to the words of the problem."""

from __future__ import annotations

from .arrays import NONE, Ints
from .compiling import ATTENDEE, Compiled
from .plans import Pick, Placed, Unmet


def placed_of(compiled: Compiled, start: Ints, pick: Ints) -> list[Placed]:
    """The served activities with their picks, in the order of the problem."""
    return [
        _placed(compiled, number, start, pick)
        for number in range(len(start))
        if start[number] != NONE
    ]


def _placed(compiled: Compiled, number: int, start: Ints, pick: Ints) -> Placed:
    problem, m = compiled.problem, compiled.model
    activity = problem.activities[number]
    picks: list[Pick] = []
    missing: list[str] = []
    row = m.act[number]
    for s in range(int(row["slot_from"]), int(row["slot_to"])):
        slot = compiled.slots[s]
        if slot.requirement == ATTENDEE:
            continue
        role = activity.requires[slot.requirement].role
        if pick[s] == NONE:
            missing.append(role)
        else:
            resource = problem.resources[int(m.cand[pick[s]]["res"])]
            picks.append(Pick(role, resource.id))
    begin = int(start[number])
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
