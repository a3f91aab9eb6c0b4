"""Parameters of the procedure: typed, effective-dated, with clauses and overrides."""

from yingke.foundation.policy.dimensions import Dimension, declare_dimension
from yingke.foundation.policy.parameters import Group, Parameter, declare

__all__ = ["Dimension", "Group", "Parameter", "declare", "declare_dimension"]
