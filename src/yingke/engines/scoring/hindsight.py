"""Would the rules have told? A whole run as of a past day, judged by what came after it."""

from collections.abc import Mapping
from datetime import date

import pyarrow.compute as pc

from .engines import collected
from .measures import Tables
from .scoring import Plan, as_floats, run
from .tiers import BackTest, back_test, later_outcomes


def hindsight(
    tables: Tables,
    at: date,
    *,
    horizon: int,
    known_until: date,
    plan: Plan | None = None,
    widest: Mapping[str, float] | None = None,
    seed: int = 1,
) -> BackTest:
    """Score and tier as of ``at``, then compare the tiers by the ``horizon`` days that followed.

    The run sees no row after ``at``. Accounts that had not ordered by then are left out: they
    cannot churn. ``widest`` and ``seed`` as in ``back_test``. Raises RefusedError when the
    horizon reaches beyond ``known_until`` or nobody is known at ``at``.
    """
    outcomes = collected(later_outcomes(tables, at, horizon, known_until), tables)
    result = run(tables, at, plan)
    place = pc.index_in(outcomes["account_id"], result.table["account_id"])
    known = pc.is_valid(place)
    tier = result.assignment.now[place.filter(known).to_numpy()]
    values = {
        name: as_floats(outcomes[name].filter(known))
        for name in outcomes.column_names
        if name != "account_id"
    }
    return back_test(result.assignment.rules, tier, values, widest=widest, seed=seed)
