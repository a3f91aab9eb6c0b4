"""What a relationship is worth: measures, buy-till-you-die models, scores, tiers and rates.

Pure Python over plain tables, usable alone::

    import ibis
    from datetime import date
    from yingke.engines.scoring import Tables, run

    result = run(Tables(orders=ibis.read_parquet("orders.parquet")), date(2026, 3, 31))
    result.table.to_pandas()
"""

from .faults import BadInputError, Fault, RefusedError
from .hindsight import hindsight
from .measures import MEASURES, Tables, Window, measure_all
from .scoring import Plan, Previous, Result, explanations, run

__all__ = [
    "MEASURES",
    "BadInputError",
    "Fault",
    "Plan",
    "Previous",
    "RefusedError",
    "Result",
    "Tables",
    "Window",
    "explanations",
    "hindsight",
    "measure_all",
    "run",
]
