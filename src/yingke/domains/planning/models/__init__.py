"""Tables of planning."""

from yingke.domains.planning.models.change import ChangeRequest
from yingke.domains.planning.models.need import CLOCK_TIME, Need, OfItems, Timing
from yingke.domains.planning.models.proposal import Proposal

__all__ = ["CLOCK_TIME", "ChangeRequest", "Need", "OfItems", "Proposal", "Timing"]
