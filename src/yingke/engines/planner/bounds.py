"""A score that no plan can beat, from each activity and each role taken by itself."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .arrays import NONE, Ints, Model
from .plans import Score

Flags = npt.NDArray[np.bool_]


def lower_bound(m: Model) -> Score:
    """What leaving out the impossible costs, and the rest at its best start with its best picks.

    The lower levels hold for plans that serve all that is possible; any other is worse on the
    first level already.
    """
    act, slot = m.act, m.slot
    open_slots = slot["cand_to"] > slot["cand_from"]
    possible = act["dom_to"] > act["dom_from"]
    possible[slot["act"][~open_slots & (slot["skip"] < 0)]] = False
    mine = possible[slot["act"]]
    empty = mine & ~open_slots & (slot["skip"] > 0)
    filled = mine & open_slots & (slot["skip"] != 0)
    kept = np.flatnonzero(act["keep_start"] != NONE)
    return Score(
        unmet=int(act["unmet"][~possible].sum() + slot["skip"][empty].sum()),
        disturbance=sum(_change(m, int(a), bool(possible[a])) for a in kept),
        preference=_starts(m, possible) + _finals(m, possible) + _least(m, filled, "pref"),
        cost=_least(m, filled, "cost"),
    )


def _least(m: Model, slots: Flags, field: str) -> int:
    """The sum of the cheapest picks."""
    rows = m.slot[m.slot["cand_to"] > m.slot["cand_from"]]
    if not len(rows):
        return 0
    chosen = slots[m.slot["cand_to"] > m.slot["cand_from"]]
    return int(np.minimum.reduceat(m.cand[field], rows["cand_from"])[chosen].sum())


def _change(m: Model, a: int, possible: bool) -> int:
    """What it costs at least to change a published activity that cannot stay as it is."""
    row = m.act[a]
    if not possible or row["keep_start"] not in _domain(m, a):
        return int(row["move_cost"])
    lost = 0
    for slot in m.slot[row["slot_from"] : row["slot_to"]]:
        if slot["keep_cand"] != NONE:
            closed = m.blocked[m.cand[slot["keep_cand"]]["cal"]]
            start, end = row["keep_start"], row["keep_start"] + row["dur"]
            lost += int(slot["swap_cost"]) if closed[end] > closed[start] else 0
    return min(lost, int(row["move_cost"]))


def _starts(m: Model, possible: Flags) -> int:
    wishing = np.flatnonzero(possible & (m.act["want"] != NONE))
    away = (np.abs(_domain(m, int(a)) - m.act[a]["want"]).min() for a in wishing)
    return int(m.want_weight * sum(away))


def _finals(m: Model, possible: Flags) -> int:
    total = 0
    for row in m.fin:
        members = m.fin_act[row["act_from"] : row["act_to"]]
        ends = (m.dom[m.act[a]["dom_from"]] + m.act[a]["dur"] for a in members if possible[a])
        total += int(row["weight"] * max(ends, default=0))
    return total


def _domain(m: Model, a: int) -> Ints:
    return m.dom[m.act[a]["dom_from"] : m.act[a]["dom_to"]]
