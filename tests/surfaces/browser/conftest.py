"""The styles for the walk through all pages; the rest is the world of the walk."""

from tests.foundation.ui.conftest import assets

__all__ = ["assets"]
