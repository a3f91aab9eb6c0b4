"""Identifiers that sort by creation time."""

import os
import time
from collections.abc import Iterable
from uuid import UUID

DIGITS = 18  # every number of so many fits a bigint


def new_uuid() -> UUID:
    """Return a UUID version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10))
    value = (milliseconds & (2**48 - 1)) << 80
    value |= 0x7 << 76 | (random >> 68 & 0xFFF) << 64
    value |= 0b10 << 62 | random & (2**62 - 1)
    return UUID(int=value)


def parse_id(text: str) -> int | None:
    """Return the row id that an address or a form names; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None


def parse_ids(texts: Iterable[str]) -> list[int]:
    """Return the row ids among these texts."""
    return [found for text in texts if (found := parse_id(text)) is not None]
