"""Ruin and recreate (compiled): take some visits out, insert them anew in another order."""

from __future__ import annotations

from .arrays import Ints, Model, State, kernel
from .construction import Weights, copy, insert, weighted
from .kernels import shift

# mypy: disable-error-code="no-any-return"
# Rows of tables are untyped to the checker; the compiler infers their types.


@kernel
def place_back(m: Model, st: State, members: Ints, start: Ints, pick: Ints) -> None:
    """Give the members the starts and picks of an earlier state."""
    for a in members:
        shift(m, st, a, st.total, -1)
        st.start[a] = -1
        shift(m, st, a, st.total, 1)
    for a in members:
        shift(m, st, a, st.total, -1)
        copy(pick, st.pick, m.act[a].slot_from, m.act[a].slot_to)
        st.start[a] = start[a]
        shift(m, st, a, st.total, 1)


@kernel
def recreate(
    m: Model,
    st: State,
    members: Ints,
    since: Ints,
    w: Weights,
    old_start: Ints,
    old_pick: Ints,
) -> bool:
    """Take the members out and insert them in their order, none before its ``since``.

    Undone if the plan gets worse; answers whether it got better.
    """
    before = weighted(st.total, w)
    copy(st.start, old_start, 0, len(old_start))
    copy(st.pick, old_pick, 0, len(old_pick))
    for a in members:
        shift(m, st, a, st.total, -1)
        st.start[a] = -1
        shift(m, st, a, st.total, 1)
    for k in range(len(members)):
        insert(m, st, members[k], w, since[k])
    after = weighted(st.total, w)
    if after > before:
        place_back(m, st, members, old_start, old_pick)
    return after < before
