"""Files in and out: read and checked whole before anything is computed, written whole or not."""

from .earlier import read_tiers
from .loading import Loaded, load
from .writing import write

__all__ = ["Loaded", "load", "read_tiers", "write"]
