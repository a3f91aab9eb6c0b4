"""For packages above that change several items and tell each person once, in their own words."""

from yingke.domains.visits.notices.telling import without_notices_of_items

__all__ = ["without_notices_of_items"]
