"""30-day conversion of visits, which a visit can only enter once its 30 days are over."""

from dataclasses import dataclass
from datetime import date

import ibis

from yingke.engines.scoring.measures.relating import CONVERSION_DAYS
from yingke.engines.scoring.measures.tables import Tables, Window, on_or_before

from .intervals import Interval, wilson


@dataclass(frozen=True, slots=True)
class Conversion:
    """The rate over mature visits; ``immature`` visits are counted on neither side."""

    rate: Interval
    converted: int
    mature: int
    immature: int


def conversion(
    tables: Tables,
    as_of: date,
    window: Window | None = None,
    *,
    days: int = CONVERSION_DAYS,
    level: float = 0.95,
    widest: float = 0.2,
) -> Conversion:
    """Visits followed by a contract or confirmed intent within ``days``, of those old enough.

    A visit is mature when it ended at least ``days`` before ``as_of``. An immature one that has
    already converted waits too: counting early successes alone would flatter the rate.
    """
    window = window or Window()
    visits = tables.rows("visits", as_of)
    visits = visits.filter(~on_or_before(visits.ended_on, window.start(as_of)))
    age = ibis.date(as_of.isoformat()).delta(visits.ended_on, unit="day")
    took = visits.converted_on.delta(visits.ended_on, unit="day")
    known = on_or_before(visits.converted_on, as_of)
    mature = age >= days
    seen = visits.aggregate(
        converted=visits.count(where=mature & known & (took <= days)),
        mature=visits.count(where=mature),
        whole=visits.count(),
    )
    row = tables.fetch(seen).to_pylist()[0]
    rate = wilson(int(row["converted"]), int(row["mature"]), level=level, widest=widest)
    return Conversion(rate, int(row["converted"]), rate.n, int(row["whole"]) - rate.n)
