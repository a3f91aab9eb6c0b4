"""What companies do, word by word: the lexicon that splits a name into brand and trade.

Each line of `words/trades.txt` is of one coarse class: Chinese words, Latin words. Chinese names
are compared word by word, since 松涛机械 and 松涛机电 are two companies; a Chinese name and its
Latin rendering only by class, since a translation is free to choose.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from yingke.engines.linkage.normalise.text import sound

# Bodies whose last word is itself a legal form: with it the name is a whole, registered one.
BODIES = (
    "大学",
    "学院",
    "研究院",
    "研究所",
    "设计院",
    "医院",
    "中学",
    "小学",
    "幼儿园",
    "学校",
    "协会",
    "学会",
    "基金会",
    "委员会",
    "事务所",
    "银行",
    "商行",
    "经营部",
    "总厂",
    "厂",
    "局",
    "门市部",
    "工作室",
)
# Words that name one trade in two lengths; the first is the one kept.
_EQUAL = {
    word: group[0]
    for group in (
        ("房地产", "地产", "房产"),
        ("石化", "石油化工"),
        ("智能", "人工智能"),
        ("银行", "商业银行"),
        ("运输", "货运"),
        ("钢构", "钢结构"),
        ("纸业", "造纸"),
    )
    for word in group
}
_ORDINAL = re.compile(r"第[一二三四五六七八九十百\d]{1,3}")
_DIGITS = str.maketrans("1234567890", "一二三四五六七八九〇")
_MAX = 7


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """(Chinese word → class, Latin word → class, sound of a Chinese word → that word)."""
    chinese: dict[str, str] = {}
    latin: dict[str, str] = {}
    lexicon = resources.files(__package__).joinpath("words", "trades.txt").read_text("utf-8")
    for line in lexicon.splitlines():
        if line.startswith("#"):
            continue
        label, words, others = (part.strip() for part in line.split("|"))
        chinese |= {word: label for word in words.split() if word not in chinese}
        latin |= {word: label for word in others.split() if word not in latin}
    heard: dict[str, list[str]] = {}
    for word in chinese:
        if len(word) > 1:
            heard.setdefault(sound(word), []).append(word)
    return chinese, latin, {s: words[0] for s, words in heard.items() if len(words) == 1}


def latin_class(word: str) -> str:
    """Return the coarse class of a Latin word of trade, "" when it is none."""
    return _tables()[1].get(word, "")


def split(core: str) -> tuple[str, tuple[str, ...]]:
    """Split a Chinese name without place and legal form into its brand and its words of trade.

    The brand is at least two characters long if the name has them: 大地建筑 gives
    ("大地", ("建筑",)). What stands between known words stays a word of its own.
    """
    for start in range(min(2, len(core)), len(core)):
        if word_at(core, start):
            return core[:start], words(core[start:])
    for start in range(2, len(core) - 1):
        if heard := _tables()[2].get(sound(core[start:])):
            return core[:start], (heard,)
    return core, ()


def word_at(text: str, start: int) -> str:
    """Return the longest word of trade at a position, "" when there is none."""
    if ordinal := _ORDINAL.match(text, start):
        return ordinal[0]
    chinese = _tables()[0]
    for size in range(_MAX, 0, -1):
        word = text[start : start + size]
        # A single character is a word of trade only as the last one (…机械厂).
        if len(word) == size and word in chinese and (size > 1 or start + 1 == len(text)):
            return word
    return ""


def words(text: str) -> tuple[str, ...]:
    """Cut words of trade from left to right; a misheard word (机谢 for 机械) is put right."""
    found: list[str] = []
    unknown = ""
    place = 0
    while place < len(text):
        word = word_at(text, place)
        if not word:
            unknown += text[place]
            place += 1
            continue
        found += _heard(unknown)
        found.append(word.translate(_DIGITS) if word.startswith("第") else _EQUAL.get(word, word))
        unknown, place = "", place + len(word)
    return tuple(found + _heard(unknown))


def _heard(unknown: str) -> list[str]:
    return [_tables()[2].get(sound(unknown), unknown)] if unknown else []


def classes(found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the coarse classes of Chinese words of trade, sorted, each once."""
    chinese = _tables()[0]
    return tuple(
        sorted({chinese[word] for word in found if word in chinese} - {"general", "place"})
    )
