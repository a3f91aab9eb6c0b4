"""Names of people: family and given name, Chinese or Latin, without titles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yingke.engines.linkage.normalise.text import fold, has_han, sound, word_list

_COMPOUND = frozenset(word_list("compound_family_names"))
_CHINESE_TITLE = re.compile(
    r"(?:先生|女士|小姐|老师|教授|博士|工程师|董事长|总经理|副总|经理|主任|总监|处长|科长|部长|院长|总)$"
)
_LATIN_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr|prof|sir|jr|sr|phd|mba)\b\.?")
_NOT_NAME = re.compile(r"[()（）\[\]·・.,]")


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name in folded writing and in sound; a part that is unknown is ""."""

    family: str
    given: str

    @property
    def family_sound(self) -> str:
        """The family name in letters."""
        return sound(self.family)

    @property
    def given_sound(self) -> str:
        """The given name in letters."""
        return sound(self.given)


def read(text: str) -> Person | None:
    """Read a whole name: "欧阳 明先生", "Zhang, Wei", "Wei Zhang"; None when it is empty."""
    plain = fold(text)
    if not plain:
        return None
    if has_han(plain):
        return _read_chinese(plain)
    family, comma, given = _LATIN_TITLE.sub(" ", plain).partition(",")
    if comma:
        return _person(family, given)
    words = family.split()
    return _person(words[-1], " ".join(words[:-1])) if words else None


def read_parts(family: str, given: str) -> Person | None:
    """Read a name that comes in two columns."""
    return _person(fold(family), fold(given))


def _read_chinese(plain: str) -> Person | None:
    spaced = _CHINESE_TITLE.sub("", _NOT_NAME.sub(" ", plain).strip()).split()
    if not spaced:
        return None
    if len(spaced) > 1:
        return _person(spaced[0], "".join(spaced[1:]))
    name = spaced[0]
    size = 2 if len(name) > 2 and name[:2] in _COMPOUND else 1
    return _person(name[:size], name[size:])


def _person(family: str, given: str) -> Person | None:
    family, given = (" ".join(_NOT_NAME.sub(" ", part).split()) for part in (family, given))
    return Person(family, given) if family or given else None
