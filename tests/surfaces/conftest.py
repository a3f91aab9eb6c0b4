"""The company of `visits.world`, made once for the tests of a module."""

from tests.domains.conftest import shared_world, world

__all__ = ["shared_world", "world"]
