"""Who, where and when: plans that always answer, and new ones in seconds when something changes.

Pure Python, usable alone: ``solve(problem)`` plans, ``replan(problem, plan, change)`` mends.
"""

from .changes import Added, Arrival, Change, Dropped, HeadCount, Longer, Lost, UnknownNameError
from .differing import difference
from .explaining import explained
from .issues import Issue, ProblemError
from .json_form import plan_from_json, problem_from_json, to_json
from .judging import judge
from .machine_code import keep_in
from .plans import (
    Broken,
    Cause,
    Difference,
    Judgement,
    Limits,
    Pick,
    Placed,
    Plan,
    Progress,
    Rejection,
    Relaxation,
    Score,
    Unmet,
)
from .readiness import warm
from .replanning import replan
from .solving import solve
from .values import (
    Activity,
    Candidate,
    Group,
    Held,
    Order,
    Preferences,
    Problem,
    Requirement,
    Resource,
    Travel,
)

__all__ = [
    "Activity",
    "Added",
    "Arrival",
    "Broken",
    "Candidate",
    "Cause",
    "Change",
    "Difference",
    "Dropped",
    "Group",
    "HeadCount",
    "Held",
    "Issue",
    "Judgement",
    "Limits",
    "Longer",
    "Lost",
    "Order",
    "Pick",
    "Placed",
    "Plan",
    "Preferences",
    "Problem",
    "ProblemError",
    "Progress",
    "Rejection",
    "Relaxation",
    "Requirement",
    "Resource",
    "Score",
    "Travel",
    "UnknownNameError",
    "Unmet",
    "difference",
    "explained",
    "judge",
    "keep_in",
    "plan_from_json",
    "problem_from_json",
    "replan",
    "solve",
    "to_json",
    "warm",
]
