"""Tables of planning."""

from yingke.domains.planning.models.change import ChangeRequest
from yingke.domains.planning.models.day import DayPart, DayProposal
from yingke.domains.planning.models.need import CLOCK_TIME, Need, OfItems, Timing
from yingke.domains.planning.models.proposal import Proposal, Search

__all__ = [
    "CLOCK_TIME",
    "ChangeRequest",
    "DayPart",
    "DayProposal",
    "Need",
    "OfItems",
    "Proposal",
    "Search",
    "Timing",
]
