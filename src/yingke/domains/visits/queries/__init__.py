"""Reads of visits, limited by `visibility.visible_to`."""

from yingke.domains.visits.queries.visibility import visible_to, ways_to_see

__all__ = ["visible_to", "ways_to_see"]
