"""Brute force over small problems, written on the values alone: the judge of the exact method."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from yingke.engines.planner import Pick, Placed, Problem, Score
from yingke.engines.planner.checking import Sheet, violations
from yingke.engines.planner.eligibility import priority, tiers_of
from yingke.engines.planner.values import PERSON, Activity


def best_score(problem: Problem) -> Score:
    """The best score over all plans that break no rule.

    A rule once broken stays broken, and no level falls, when one more activity is placed: what is
    broken or no better already is not carried on.
    """
    options = [_best_first(problem, activity) for activity in problem.activities]
    best: Score | None = None
    ways: list[list[Placed]] = [[]]
    depths = [0]
    while ways:
        placed, depth = ways.pop(), depths.pop()
        score = score_of(problem, placed, depth)
        if (best is not None and score >= best) or violations(problem, placed):
            continue
        if depth == len(options):
            best = score
            continue
        ways += [placed if p is None else [*placed, p] for p in reversed(options[depth])]
        depths += [depth + 1] * len(options[depth])
    assert best is not None
    return best


def _best_first(problem: Problem, activity: Activity) -> list[Placed | None]:
    alone = [(score_of(problem, [p]), p) for p in _options(problem, activity) if p is not None]
    return [*(p for _, p in sorted(alone, key=lambda entry: entry[0])), None]


def _options(problem: Problem, activity: Activity) -> Iterator[Placed | None]:
    yield None
    time = Sheet(problem, ()).time
    length = time.length(activity.duration)
    for start in range(time.size - length + 1):
        for picks in product(*(_fillings(problem, r) for r in activity.requires)):
            entry = Placed(
                activity.id,
                time.moment(start),
                time.moment(start + length),
                tuple(pick for role in picks for pick in role),
            )
            if not violations(problem, [entry]):
                yield entry


def _fillings(problem: Problem, requirement) -> list[tuple[Pick, ...]]:
    names = [r.id for r in problem.resources if r.kind == requirement.kind]
    counts = range(requirement.count + 1) if requirement.optional else [requirement.count]
    return [
        tuple(Pick(requirement.role, name) for name in chosen)
        for count in counts
        for chosen in combinations(names, count)
    ]


def score_of(problem: Problem, placed: list[Placed], decided: int | None = None) -> Score:
    """The score by the definitions of the reference page (nothing held, so no disturbance).

    Only the first ``decided`` activities can be unmet, if that is given.
    """
    sheet = Sheet(problem, placed)
    tiers = tiers_of(problem)
    there = {p.activity for p in placed}
    unmet = sum(priority(a, tiers) for a in problem.activities[:decided] if a.id not in there)
    cost = preference = 0
    for entry in placed:
        activity = sheet.activity[entry.activity]
        for requirement in activity.requires:
            picks = [p for p in entry.picks if p.role == requirement.role]
            unmet += (requirement.count - len(picks)) * requirement.unmet_cost
            for pick in picks:
                resource = sheet.resource[pick.resource]
                cost += resource.cost
                seats = sheet.seats(activity, requirement)
                if seats > 0:
                    preference += problem.preferences.waste * max(0, resource.seats - seats)
        if activity.preferred_start:
            away = abs(sheet.span(entry)[0] - sheet.time.floor(activity.preferred_start))
            preference += problem.preferences.start * away
    preference += _continuity(problem, sheet) + _fairness(problem, sheet)
    preference += _conflicts(problem, sheet) + _finishes(problem, sheet)
    return Score(unmet, 0, preference, cost)


def _continuity(problem: Problem, sheet: Sheet) -> int:
    people: dict[tuple[str, str], set[str]] = {}
    for entry in sheet.placed.values():
        activity = sheet.activity[entry.activity]
        roles = {r.role for r in activity.requires if r.continuity}
        for pick in entry.picks:
            if activity.group and pick.role in roles:
                people.setdefault((activity.group, pick.role), set()).add(pick.resource)
    return problem.preferences.continuity * sum(len(who) - 1 for who in people.values())


def _fairness(problem: Problem, sheet: Sheet) -> int:
    total = 0
    for name, uses in sheet.uses.items():
        if sheet.resource[name].kind == PERSON and name in _pickable(problem):
            hours = sum(u.end - u.start for u in uses) * problem.grain / 60
            total += round(problem.preferences.fairness * hours * hours)
    return total


def _pickable(problem: Problem) -> set[str]:
    """People who are candidates somewhere, or whose load is limited."""
    return {
        r.id
        for r in problem.resources
        if r.max_load is not None
        or any(
            all(r.skills.get(s, 0) >= level for s, level in q.skills.items())
            for a in problem.activities
            for q in a.requires
            if q.kind == r.kind
        )
    }


def _conflicts(problem: Problem, sheet: Sheet) -> int:
    total = 0
    for a, b in combinations(sheet.placed.values(), 2):
        one, two = sheet.activity[a.activity], sheet.activity[b.activity]
        both = {*one.required, *one.preferred} & {*two.required, *two.preferred}
        soft = [n for n in both if not (n in one.required and n in two.required)]
        (s1, e1), (s2, e2) = sheet.span(a), sheet.span(b)
        total += len(soft) * max(0, min(e1, e2) - max(s1, s2))
    return total * problem.preferences.conflict


def _finishes(problem: Problem, sheet: Sheet) -> int:
    total = 0
    for group in problem.groups:
        ends = [
            sheet.span(p)[1]
            for p in sheet.placed.values()
            if sheet.activity[p.activity].group == group.id
        ]
        total += group.finish * max(ends, default=0)
    return total
