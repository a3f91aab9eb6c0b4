"""Offsets of a procedure from the request, the arrival or the end of a visit."""

from typing import Final

from yingke.foundation.kernel import offsets
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.offsets import Anchors, Offset, moment

__all__ = ["ANCHORS", "Anchors", "Offset", "moment", "parse"]

ANCHORS: Final = ("submission", "arrival", "end")


def parse(text: str) -> Offset:
    """Parse an offset; RuleViolation("bad_offset") if it is invalid."""
    offset = offsets.parse(text)
    if offset.anchor not in ANCHORS:
        raise RuleViolation("bad_offset", text=text)
    return offset
