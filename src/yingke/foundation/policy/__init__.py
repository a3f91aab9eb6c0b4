"""Parameters of the procedure: typed, effective-dated, with clauses and overrides."""

from yingke.foundation.policy.parameters import Parameter, declare, offer_scope

__all__ = ["Parameter", "declare", "offer_scope"]
