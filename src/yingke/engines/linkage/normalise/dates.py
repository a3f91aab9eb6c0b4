"""Dates of birth as eight digits, however they are written; a part that is impossible is kept.

A slip of one digit often gives a day that does not exist, and that slip is just what linking
has to bridge: so the digits are compared, not the calendar.
"""

from __future__ import annotations

import re

from yingke.engines.linkage.normalise.text import fold

_PARTS = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*")
_BACKWARDS = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4})\D*")


def read(text: str) -> str:
    """Return YYYYMMDD for "1986-3-7", "1986年3月7日" or "07/03/1986"; "" if unreadable."""
    plain = fold(text)
    if plain.isdigit() and len(plain) == 8:
        return plain
    if found := _PARTS.match(plain):
        return f"{found[1]}{int(found[2]):02}{int(found[3]):02}"
    if found := _BACKWARDS.fullmatch(plain):
        return f"{found[3]}{int(found[2]):02}{int(found[1]):02}"
    return ""
