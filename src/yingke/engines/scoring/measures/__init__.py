"""Measures: one number per account, as Ibis expressions over the contract's tables."""

from . import buying, relating
from .registry import MEASURES, Direction, Measure, available, measure_all
from .tables import Tables, Window

__all__ = [
    "MEASURES",
    "Direction",
    "Measure",
    "Tables",
    "Window",
    "available",
    "buying",
    "measure_all",
    "relating",
]
