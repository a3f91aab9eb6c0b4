"""Parameters of the procedure: typed, effective-dated, with clauses and overrides."""

from yingke.foundation.policy.dimensions import Dimension, declare_dimension
from yingke.foundation.policy.parameters import Parameter, declare

__all__ = ["Dimension", "Parameter", "declare", "declare_dimension"]
