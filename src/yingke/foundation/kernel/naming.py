"""Bilingual names and their sort order."""

from django.db import models
from django.db.models import CharField, Func, Value
from django.db.models.functions import Concat, Replace
from django.utils.translation import get_language


def pinyin_key(text: str) -> str:
    """Return the key by which Chinese and Latin names sort together.

    Chinese becomes toneless pinyin, Latin lower case; at most 200 characters.
    """
    from pypinyin import Style, lazy_pinyin  # loads a large dictionary that reads do not need

    syllables = lazy_pinyin(text.strip(), style=Style.NORMAL, errors=str.lower)
    return " ".join(syllables)[:200]


def in_language(name: str, name_en: str | None) -> str:
    """The name in the active language, in Chinese if there is no other."""
    if name_en and not (get_language() or "").startswith("zh"):
        return name_en
    return name


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
