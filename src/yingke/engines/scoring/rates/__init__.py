"""Rates with intervals: customers, cohorts, conversion, NPS, and matched comparison."""

from .conversion import Conversion, conversion
from .customers import CohortCell, CustomerRates, cohorts, customer_rates
from .intervals import (
    Interval,
    bootstrap_mean,
    bootstrap_rate,
    difference_of_independent,
    net_promoter_score,
    wilson,
)
from .matching import Answer, Comparison, compare_with_matched

__all__ = [
    "Answer",
    "CohortCell",
    "Comparison",
    "Conversion",
    "CustomerRates",
    "Interval",
    "bootstrap_mean",
    "bootstrap_rate",
    "cohorts",
    "compare_with_matched",
    "conversion",
    "customer_rates",
    "difference_of_independent",
    "net_promoter_score",
    "wilson",
]
