"""Tables of growth."""

from yingke.domains.growth.models.business import Opportunity, Promise
from yingke.domains.growth.models.follow_up import FollowUp, Step

__all__ = ["FollowUp", "Opportunity", "Promise", "Step"]
