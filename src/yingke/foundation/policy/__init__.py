"""Every number of the procedure: typed parameters with a clause, a date and overrides."""

from yingke.foundation.policy.parameters import Parameter, declare, offer_scope

__all__ = ["Parameter", "declare", "offer_scope"]
