"""Whether a part of a problem is planned without machine code."""

from __future__ import annotations

from .arrays import Model

ACTIVITIES, WORK = 30, 60_000
"""Activities, and starts times candidates of all roles, that plain Python inserts in good time."""


def is_small(m: Model) -> bool:
    """Whether the exact method, with a first plan made in plain Python, is all the part needs."""
    if len(m.act) > ACTIVITIES:
        return False
    starts = m.act["dom_to"] - m.act["dom_from"]
    candidates = m.slot["cand_to"] - m.slot["cand_from"]
    return bool((starts[m.slot["act"]] * candidates).sum() <= WORK)
