"""A new plan from a published one and a change, with as little disturbed as can be."""

from __future__ import annotations

import time
from dataclasses import replace
from importlib import import_module

from .changes import Change, apply_changes
from .checking import broken_alone, picks_by_role
from .compiling import Compiled, Kept, compile_problem
from .differing import difference
from .disturbance import kept_from
from .explaining import explained
from .issues import ProblemError
from .mending import Mending
from .plans import Broken, Difference, Limits, Listener, Placed, Plan
from .readiness import ready
from .small import is_small
from .solving import waiting
from .validation import issues_of, unlike_moments, warnings_of
from .values import Problem


def replan(
    problem: Problem,
    published: Plan,
    *changes: Change,
    limits: Limits | None = None,
    listener: Listener | None = None,
) -> tuple[Plan, Difference]:
    """Apply the changes and mend the plan. ``problem.now`` parts what has begun from the rest.

    Raises ``ProblemError`` if the changed problem is not sound in itself; that a confirmed part has
    become impossible is no error but told in ``Plan.broken``.
    """
    after = apply_changes(problem, changes)
    issues = issues_of(_without_held(after)) or unlike_moments(after, published)
    if issues:
        raise ProblemError(issues)
    compiled = compile_problem(after, kept_from(after, published))
    if not is_small(compiled.model):
        ready(waiting(after, listener))
    import_module(".levels", __package__)  # loading the exact method is not part of the time
    begun = time.monotonic()
    mending = Mending(compiled, published, limits or Limits(seconds=2.5), listener)
    plan = mending.run()
    told = difference(after, published, plan)
    touched = {m.activity for m in told.moved} | {r.activity for r in told.reassigned}
    touched |= set(told.newly_served) | set(told.newly_unmet)
    touched |= {u.activity for u in plan.unmet} - {u.activity for u in published.unmet}
    broken = _broken(mending, plan)
    plan = replace(
        plan,
        broken=broken,
        seconds=time.monotonic() - begun,
        warnings=tuple(map(str, warnings_of(after))),
    )
    kept = {p.activity for p in plan.placed} - touched
    return explained(after, plan, kept, only=touched), told


def _without_held(problem: Problem) -> Problem:
    """Held parts are weighed against the change, not judged as input."""
    return replace(problem, activities=tuple(replace(a, held=None) for a in problem.activities))


def _broken(mending: Mending, plan: Plan) -> tuple[Broken, ...]:
    """Confirmed and begun parts that the change made impossible, and their repair."""
    found: list[Broken] = []
    now = {p.activity: p for p in plan.placed}
    facts = [name for name, kept in mending.kept.items() if kept.begun]
    standing = [p for p in mending.published.placed if p.activity in mending.kept]
    alone = broken_alone(mending.problem, standing, [*mending.lost, *facts])
    alone |= _gone(mending.compiled, standing)
    for name in dict.fromkeys([*mending.lost, *(n for n in alone if n in facts)]):
        kept = mending.kept[name]
        if kept.confirmed or kept.begun:
            text = alone.get(name, "clashes with what the change brings")
            found.append(Broken(name, text, _repair(kept, now.get(name))))
    return tuple(found)


def _gone(compiled: Compiled, standing: list[Placed]) -> dict[str, str]:
    """By activity, those whom the problem no longer knows, in words."""
    known = compiled.resource_number
    gone = {p.activity: [k.resource for k in p.picks if k.resource not in known] for p in standing}
    return {name: f"{', '.join(who)} is no longer there" for name, who in gone.items() if who}


def _repair(kept: Kept, entry: Placed | None) -> str:
    if kept.begun:
        return "it has begun; what is lost must be replaced by hand"
    if entry is None:
        return "it is unmet; see its relaxations"
    roles = picks_by_role(entry)
    people = "; ".join(f"{role}: {', '.join(who)}" for role, who in roles.items())
    return f"at {entry.start:%H:%M}" + (f" with {people}" if people else "")
