"""Bilingual names and their sort order."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Final

from django.db import models
from django.db.models import CharField, Func, Value
from django.db.models.functions import Concat, Replace
from django.utils.translation import get_language

LONGEST: Final = 200
MOST_READINGS: Final = 12
OTHERWISE: Final = " | "
# Family names that are read otherwise than the character mostly is.
SURNAMES: Final = {
    "万俟": "mo qi", "尉迟": "yu chi", "单于": "chan yu", "长孙": "zhang sun", "澹台": "tan tai",
    "单": "shan", "仇": "qiu", "解": "xie", "曾": "zeng", "查": "zha", "区": "ou", "朴": "piao",
    "盖": "ge", "覃": "qin", "翟": "zhai", "乐": "yue", "召": "shao", "员": "yun", "种": "chong",
    "折": "she", "黑": "he", "秘": "bi", "繁": "po", "缪": "miao", "宓": "mi", "尉": "wei",
    "冼": "xian", "阚": "kan", "宿": "su", "隗": "wei", "燕": "yan", "任": "ren", "华": "hua",
}  # fmt: skip


def pinyin_key(text: str, *, person: bool = False) -> str:
    """Return the key by which Chinese and Latin names sort together and are found.

    Chinese becomes toneless pinyin, Latin lower case; at most 200 characters. Where characters can
    be read in several ways, the other readings follow: `cheng hua | sheng hua`. The first character
    or two of a `person` are read as the family name.
    """
    from pypinyin import Style, pinyin  # loads a large dictionary that reads do not need

    text = text.strip()
    read = pinyin(text, style=Style.NORMAL, heteronym=True, errors=str.lower)
    surname = next((SURNAMES[text[:n]] for n in (2, 1) if text[:n] in SURNAMES), "")
    if person and surname:
        for n, syllable in enumerate(surname.split()):
            read[n] = [syllable, *(other for other in read[n] if other != syllable)]
    first, *others = dict.fromkeys(" ".join(one) for one in islice(_combined(read), MOST_READINGS))
    key = first[:LONGEST]
    for other in others:
        if len(key) + len(OTHERWISE) + len(other) <= LONGEST:
            key += OTHERWISE + other
    return key


def _combined(read: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """The usual reading, those that differ in one character, and then all others."""
    usual = tuple(one[0] for one in read)
    yield usual
    for n, syllables in enumerate(read):
        for other in syllables[1:]:
            yield (*usual[:n], other, *usual[n + 1 :])
    yield from product(*read)


def in_language(name: str, name_en: str | None) -> str:
    """The name in the active language, in Chinese if there is no other."""
    if name_en and not (get_language() or "").startswith("zh"):
        return name_en
    return name


def listed(names: Iterable[str]) -> str:
    """Names one after the other, with the comma of the active language: `甲、乙`, `A, B`."""
    return ("、" if (get_language() or "").startswith("zh") else ", ").join(names)


def worded(kinds: type[models.Choices], code: str) -> str:
    """Return the label of a choice in the active language, or the code if it is no member.

    For the rows of a list: Django's `get_…_display` translates all members on each call.
    """
    try:
        return str(kinds(code).label)
    except ValueError:
        return code


class Initials(Func):
    """SQL: the initials of a pinyin key, `hua wei ji shu` → `hwjs`."""

    template = r"regexp_replace(%(expressions)s, '(\S)\S*\s*', '\1', 'g')"
    arity = 1
    output_field = CharField()


def spellings(key: str) -> Concat:
    """SQL: the ways to type a name, from the column of its pinyin key: in full or by initials."""
    return Concat(Replace(key, Value(" "), Value("")), Value(" "), Initials(key))


class Bilingual(models.Model):
    """A model with a Chinese name and an optional English name."""

    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the active language, in Chinese if there is no other."""
        return in_language(self.name, self.name_en)
