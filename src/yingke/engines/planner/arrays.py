"""The dense form of a problem on which the compiled search works."""

from __future__ import annotations

from collections import OrderedDict, namedtuple
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

Table = np.ndarray[Any, Any]
"""One record for each row."""

HARD, UNMET, DISTURBANCE, PREFERENCE, COST = range(5)
LEVELS = 5
NONE = -1
WORD = 60
"""Grains in one whole number of ``State.busy``."""


def _record(names: str) -> np.dtype[Any]:
    return np.dtype([(name, np.int64) for name in names.split()])


ACT = _record(
    "dur unmet frozen want place place_slot final keep_start move_cost "
    "dom_from dom_to slot_from slot_to pair_from pair_to link_from link_to"
)
"""Activities: grains, cost of leaving out, whether a fact, preferred start (-1: none), own place,
slot whose pick gives the place (-1: none), group whose end counts (-1: none), published start
(-1: none) and the cost of leaving it; the ranges of its starts, slots, pairs and links."""

SLOT = _record("act amount skip team keep_cand swap_cost cand_from cand_to")
"""Slots: activity, units taken, cost of leaving it empty (-1: must be filled), group and role whose
distinct picks count (-1: none), published pick (-1: none) and the cost of another; candidates."""

CAND = _record("res cal pref cost")
"""Candidates: resource, row of ``blocked``, and what the pick costs on the last two levels."""

RES = _record("units pool lead tail place max_load fair")
"""Resources: units, row of ``State.used`` (-1: one use at a time), buffers before and after,
place, grains a day at most (-1: no limit), whether its load is weighed."""

PAIR = _record("b hard gap soft")
"""Another activity with shared participants: how many must be at both, the grains that must lie
between besides travel, and the cost of a grain of overlap."""

LINK = _record("b first least most")
"""Order with another activity: whether this one is first, least and most grains between (-1)."""

FIN = _record("weight act_from act_to")
"""Groups whose last end costs: weight per grain, range in ``fin_act``."""

_TABLES = {
    "act": ACT,
    "slot": SLOT,
    "cand": CAND,
    "res": RES,
    "pair": PAIR,
    "link": LINK,
    "fin": FIN,
}


class Model(NamedTuple):
    """What does not change while searching; tables of records, joined by row numbers.

    A slot is one place of a role (or of a required attendee who can be picked elsewhere too); its
    pick is one row of ``cand``.
    """

    size: int  # grains in the horizon
    days: int
    reach: int  # the longest travel, in grains
    want_weight: int
    act: Table
    slot: Table
    cand: Table
    res: Table
    pair: Table
    link: Table
    fin: Table
    fin_act: Ints
    dom: Ints  # allowed starts of the activities, ascending
    blocked: Ints  # [calendars, size + 1] closed grains before t
    travel: Ints  # [places, places] grains; the last place is nowhere
    fair_cost: Ints  # [size + 1] cost of a day's load in grains
    day: Ints  # [size + 1]
    team_weight: Ints


Columns = dict[str, Any]
"""Columns by name: ``table.field``, ``table.list_ptr`` for ranges, or a field of the model."""


def pack(columns: Columns) -> Model:
    """A model from its columns; a ``ptr`` column of n + 1 becomes the ends of n ranges."""
    fields: Columns = {key: value for key, value in columns.items() if "." not in key}
    for name, kind in _TABLES.items():
        mine = {k.split(".")[1]: v for k, v in columns.items() if k.startswith(f"{name}.")}
        for key in [key for key in mine if key.endswith("_ptr")]:
            pointers = mine.pop(key)
            mine[key.replace("_ptr", "_from")] = pointers[:-1]
            mine[key.replace("_ptr", "_to")] = pointers[1:]
        table = np.zeros(len(next(iter(mine.values()))), dtype=kind)
        for key, value in mine.items():
            table[key] = value
        fields[name] = table
    return Model(**fields)


_ROWS: dict[str, Any] = {name: namedtuple(name, kind.names or ()) for name, kind in _TABLES.items()}
_READABLE: OrderedDict[int, tuple[Model, Model]] = OrderedDict()
_READABLE_MOST = 8


def is_readable(m: Model) -> bool:
    """Whether the model is one that ``readable`` made."""
    return type(m.act) is not np.ndarray


def readable(m: Model) -> Model:
    """The model as plain Python reads it fastest: lists of rows with attributes."""
    if is_readable(m):
        return m
    known = _READABLE.get(id(m.act))
    if known is None or known[0].act is not m.act:
        known = m, _readable(m)
        _READABLE[id(m.act)] = known
        if len(_READABLE) > _READABLE_MOST:
            _READABLE.popitem(last=False)
    return known[1]


def _readable(m: Model) -> Model:
    fields = m._asdict()
    rows = {name: [row(*x) for x in fields[name].tolist()] for name, row in _ROWS.items()}
    lists = {
        key: value.tolist()
        for key, value in fields.items()
        if key not in rows and isinstance(value, np.ndarray) and value.ndim == 1
    }
    return Model(**{**fields, **rows, **lists})


class State(NamedTuple):
    """One plan in the making; ``total`` holds its five levels, the first being broken rules."""

    start: Ints  # [A] -1: unmet
    pick: Ints  # [S] candidate entry, -1: empty
    head: Ints  # [R] first slot in the list of uses
    nxt: Ints  # [S]
    prv: Ints  # [S]
    busy: Ints  # [R, words] grains in use, as bits, of those with one use at a time
    used: Ints  # [pools, size] units in use
    load: Ints  # [R, days] grains
    team_count: Ints  # [teams, R]
    team_size: Ints  # [teams] distinct picks
    total: Ints  # [5]
    held: Ints  # [A] for a routine's own use, as are the next two
    saved: Ints  # [S]
    scratch: Ints  # [8, 5]


def empty_state(m: Model) -> State:
    """No activity placed."""
    pools = int(m.res["pool"].max(initial=NONE)) + 1
    teams, resources = len(m.team_weight), len(m.res)
    total = np.zeros(LEVELS, dtype=np.int64)
    total[UNMET] = int(m.act["unmet"].sum())
    total[DISTURBANCE] = int(m.act["move_cost"][m.act["keep_start"] >= 0].sum())
    return State(
        start=np.full(len(m.act), NONE, dtype=np.int64),
        pick=np.full(len(m.slot), NONE, dtype=np.int64),
        head=np.full(resources, NONE, dtype=np.int64),
        nxt=np.full(len(m.slot), NONE, dtype=np.int64),
        prv=np.full(len(m.slot), NONE, dtype=np.int64),
        busy=np.zeros((resources, m.size // WORD + 1), dtype=np.int64),
        used=np.zeros((max(pools, 1), m.size), dtype=np.int64),
        load=np.zeros((resources, m.days), dtype=np.int64),
        team_count=np.zeros((max(teams, 1), resources), dtype=np.int64),
        team_size=np.zeros(max(teams, 1), dtype=np.int64),
        total=total,
        held=np.full(len(m.act), NONE, dtype=np.int64),
        saved=np.full(len(m.slot), NONE, dtype=np.int64),
        scratch=np.zeros((8, LEVELS), dtype=np.int64),
    )
