"""The first step for every field: width, script, case and spaces, and how a word sounds.

Traditional characters become simplified ones with OpenCC's phrase tables (configuration
``t2s``), so that a pair written on both sides of the strait meets; sounds are pinyin without
tones, because an input method confuses characters that sound the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from itertools import islice, product

import opencc
from pypinyin import Style, lazy_pinyin, pinyin

_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_MOST_READINGS = 16
HAN = re.compile(r"[㐀-鿿]")


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def fold(text: str) -> str:
    """Return the text in half width, simplified characters, lower case, single spaces."""
    if not text:
        return ""
    if text.isascii():
        return _SPACES.sub(" ", text).strip().lower()
    plain = unicodedata.normalize("NFKC", text).casefold()
    if HAN.search(plain):
        plain = _simplifier().convert(plain)
    return _SPACES.sub(" ", plain).strip()


def word_list(name: str) -> list[str]:
    """Return the words of a list that comes with the engine, in its order."""
    lines = resources.files(__package__).joinpath("words", f"{name}.txt").read_text("utf-8")
    return [w for line in lines.splitlines() if not line.startswith("#") for w in line.split()]


def has_han(text: str) -> bool:
    """Say whether the text has at least one Chinese character."""
    return HAN.search(text) is not None


@lru_cache(maxsize=200_000)
def sound(text: str) -> str:
    """Return how a folded text sounds: pinyin for Chinese, bare letters for the rest.

    The result is lower-case ASCII letters and digits without spaces ("松涛 ABB" gives
    "songtaoabb"), so that distances over it are the same in every database. Each character has
    its commonest reading, so that two writings never differ by their neighbours.
    """
    if not text.isascii():
        text = "".join(_readings(c)[0] if HAN.match(c) else c for c in text)
        plain = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in plain if not unicodedata.combining(c))
    return _NOT_WORD.sub("", text.lower())


def spoken(text: str) -> str:
    """Return the pinyin of a word as it is really read: 厦门 is xiamen, though 厦 alone is sha."""
    return _NOT_WORD.sub("", "".join(lazy_pinyin(text)))


@lru_cache(maxsize=200_000)
def sounds(text: str) -> tuple[str, ...]:
    """Return every way a folded text may sound, sorted, at most sixteen (峤 is qiao or jiao)."""
    if not has_han(text):
        return (sound(text),) if text else ()
    ways = product(*(_readings(c) if HAN.match(c) else (c,) for c in text))
    return tuple(sorted({sound("".join(way)) for way in islice(ways, _MOST_READINGS)}))


@cache
def _readings(character: str) -> tuple[str, ...]:
    """Return the readings of one character without tones, the commonest first."""
    found = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    return tuple(dict.fromkeys([*lazy_pinyin(character), *found]))
