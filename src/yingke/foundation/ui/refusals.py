"""What a refused rule says to the person: each package registers its sentences in one place.

    # people/web/messages.py
    refusals.register({
        "user_taken": _("This sign-in belongs to another person."),
        "too_young": _("A guide is at least %(years)s years old."),   # filled from the params
        "absence_overlaps": _absence_overlaps,                         # def f(*, start, end, **_)
    })

A code has one sentence in the whole product; those that every package may raise are in
``ui/web/messages.py``.
"""

import logging
from collections.abc import Callable, Mapping
from functools import cache

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from yingke.foundation.kernel.errors import RuleViolation

Sentence = str | Promise | Callable[..., object]

log = logging.getLogger(__name__)
_sentences: dict[str, Sentence] = {}


def register(sentences: Mapping[str, Sentence]) -> None:
    """Add sentences by the code of their violation; ValueError if a code has one already."""
    if twice := _sentences.keys() & sentences.keys():
        raise ValueError(f"two sentences for the refusals {', '.join(sorted(twice))}")
    _sentences.update(sentences)


def explain(violation: RuleViolation) -> str:
    """The sentence for a violation, in the reader's language."""
    sentence = _all().get(violation.code)
    if sentence is None:
        log.error("no sentence for the refusal %s", violation)
        return _("This isn't possible right now.")
    if callable(sentence):
        return str(sentence(**violation.params))
    return str(sentence) % violation.params if violation.params else str(sentence)


def codes() -> frozenset[str]:
    """Every code that has a sentence."""
    return frozenset(_all())


@cache
def _all() -> Mapping[str, Sentence]:
    autodiscover_modules("web.messages")
    return _sentences
