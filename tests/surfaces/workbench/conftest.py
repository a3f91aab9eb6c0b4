"""The world of the visits for tests of the pages that join it with others."""

from tests.domains.visits.conftest import signed_in, world

__all__ = ["signed_in", "world"]
