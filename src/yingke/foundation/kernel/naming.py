"""Names in two languages, and their order."""

from django.db import models
from django.db.models import CharField, Func, Value
from django.db.models.functions import Concat, Replace
from django.utils.translation import get_language


def pinyin_key(text: str) -> str:
    """The key by which Chinese and Latin names sort together, as in a phone book.

    Chinese is spelt in toneless pinyin, Latin is lowered; at most 200 characters.
    """
    from pypinyin import Style, lazy_pinyin  # its dictionary is large, and reading needs it not

    syllables = lazy_pinyin(text.strip(), style=Style.NORMAL, errors=str.lower)
    return " ".join(syllables)[:200]


def in_language(name: str, name_en: str | None) -> str:
    """The name in the reader's language; the Chinese one where there is no other."""
    if name_en and not (get_language() or "").startswith("zh"):
        return name_en
    return name


def worded(kinds: type[models.Choices], code: str) -> str:
    """What a code is called in the reader's language, or the code itself where it is no member.

    Django's `get_…_display` translates and hashes all members on each call; for the rows of a list
    this is what to use.
    """
    try:
        return str(kinds(code).label)
    except ValueError:
        return code


class Initials(Func):
    """The first letter of each syllable of a stored pinyin key: `hua wei ji shu` → `hwjs`."""

    template = r"regexp_replace(%(expressions)s, '(\S)\S*\s*', '\1', 'g')"
    arity = 1
    output_field = CharField()


def spellings(key: str) -> Concat:
    """What one may type for a name, from the column of its pinyin key: all of it, or initials."""
    return Concat(Replace(key, Value(" "), Value("")), Value(" "), Initials(key))


class Bilingual(models.Model):
    """A thing with a Chinese name and, if it has one, an English name."""

    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language; the Chinese one where there is no other."""
        return in_language(self.name, self.name_en)
