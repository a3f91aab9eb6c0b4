"""The reference of the project benchmark: a plain CP-SAT model, as its manual would write it."""

from __future__ import annotations

from ortools.sat.python import cp_model

from yingke.engines.planner import Problem


def plain_makespan(problem: Problem, seconds: float, workers: int) -> tuple[int, bool]:
    """The makespan found for a multi-skill project, and whether it is proved.

    One variable for each start and each person in each role, optional intervals without overlap
    for each person, and the last end as the objective.
    """
    model = cp_model.CpModel()
    size = int((problem.end - problem.start).total_seconds() // 60)
    start = {a.id: model.new_int_var(0, size - a.duration, a.id) for a in problem.activities}
    serving: dict[str, list[cp_model.IntervalVar]] = {r.id: [] for r in problem.resources}
    last = model.new_int_var(0, size, "last")
    for activity in problem.activities:
        model.add(last >= start[activity.id] + activity.duration)
        roles: dict[str, list[cp_model.IntVar]] = {}
        for role in activity.requires:
            picks = {
                person.id: model.new_bool_var("")
                for person in problem.resources
                if set(role.skills) <= set(person.skills)
            }
            model.add(sum(picks.values()) == role.count)
            for name, pick in picks.items():
                roles.setdefault(name, []).append(pick)
        for name, picked in roles.items():
            serves = model.new_bool_var("")
            model.add(sum(picked) == serves)
            serving[name].append(
                model.new_optional_fixed_size_interval_var(
                    start[activity.id], activity.duration, serves, ""
                )
            )
    durations = {a.id: a.duration for a in problem.activities}
    for activity in problem.activities:
        for order in activity.after:
            model.add(start[activity.id] >= start[order.activity] + durations[order.activity])
    for intervals in serving.values():
        model.add_no_overlap(intervals)
    model.minimize(last)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    status = solver.solve(model)
    return round(solver.objective_value), status == cp_model.OPTIMAL
