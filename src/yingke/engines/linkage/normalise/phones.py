"""Telephone numbers in one writing (E.164), read with Google's tables (phonenumbers)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from yingke.engines.linkage.normalise.text import fold

_BETWEEN_NUMBERS = re.compile(r"[;,/、|]|\s+或\s*|\bor\b")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#)\s*(\d{1,6})\s*$")
_CHINESE_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
_JOINTS = re.compile(r"[\s().\-]+")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in E.164 ("+862151234567"), its extension ("" if none), and if it can exist."""

    number: str
    extension: str
    valid: bool


def read(text: str, region: str = "CN") -> tuple[Phone, ...]:
    """Read every number in a field ("021-5123 4567转8/13800138000"); empty if there is none."""
    if not text:
        return ()
    parts = (_read_one(part.strip(), region) for part in _BETWEEN_NUMBERS.split(fold(text)))
    return tuple(dict.fromkeys(phone for phone in parts if phone is not None))


@lru_cache(maxsize=200_000)
def _read_one(text: str, region: str) -> Phone | None:
    bare = _JOINTS.sub("", text)
    if region == "CN" and (mobile := _CHINESE_MOBILE.fullmatch(bare)):
        return Phone("+86" + mobile[1], "", valid=True)
    extension = ""
    if found := _EXTENSION.search(text):
        extension, text = found[1], text[: found.start()]
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(written, extension or number.extension or "", phonenumbers.is_valid_number(number))
