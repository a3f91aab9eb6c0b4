"""Reads of visits; each list starts from `sight.visible_to`."""

from yingke.domains.visits.queries.sight import visible_to, ways_to_see

__all__ = ["visible_to", "ways_to_see"]
