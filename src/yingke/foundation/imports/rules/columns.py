"""Which field a column of a file stands for: what is sure, what is likely, what must be asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from rapidfuzz import fuzz

from yingke.foundation.imports.terms import Reason

SURE: Final = 0.8
"""From this likeness a guess is offered,"""
LEAD: Final = 0.1
"""if it is ahead of the next one by so much."""
WORTH_ASKING: Final = 0.55
SAMPLES: Final = 3


@dataclass(frozen=True)
class Match:
    """A column of a file with its first values; `field` is empty where it is left out or open."""

    title: str
    samples: tuple[str, ...]
    field: str = ""
    reason: str = Reason.UNKNOWN
    certainty: float = 0.0
    candidates: tuple[tuple[str, float], ...] = ()

    @property
    def is_open(self) -> bool:
        return self.reason == Reason.ASKED

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Match:
        candidates = tuple((name, score) for name, score in data["candidates"])
        return cls(**{**data, "samples": tuple(data["samples"]), "candidates": candidates})


def match(
    titles: Sequence[tuple[str, Sequence[str]]],
    names: Mapping[str, Collection[str]],
    *,
    keys: Collection[str],
    remembered: Mapping[str, str],
) -> list[Match]:
    """Match titles with their first values to fields, of which `names` holds all the names.

    A column of `keys`, by which stored rows are found, is never guessed. No field is given twice:
    the likelier column has it, and the other one is asked about.
    """
    known = {field: {folded(name) for name in every} for field, every in names.items()}
    found = [_match(title, tuple(samples), known, keys, remembered) for title, samples in titles]
    return _once_each(found)


def folded(title: str) -> str:
    """A title for comparing: without blanks, marks, brackets and what stands in them."""
    text = re.sub(r"[(（\[【].*?[)）\]】]", "", title.casefold())
    return re.sub(r"[\s*＊:：_\-/·.]+", "", text) or title.casefold().strip()


def _match(
    title: str,
    samples: tuple[str, ...],
    known: Mapping[str, Collection[str]],
    keys: Collection[str],
    remembered: Mapping[str, str],
) -> Match:
    plain, word = Match(title, samples), folded(title)
    if not samples:
        return replace(plain, reason=Reason.EMPTY)
    if word in remembered and (not remembered[word] or remembered[word] in known):
        return replace(plain, field=remembered[word], reason=Reason.REMEMBERED, certainty=1.0)
    for field, every in known.items():
        if word in every:
            return replace(plain, field=field, reason=Reason.NAMED, certainty=1.0)
    ranked = sorted(((_likeness(word, every), field) for field, every in known.items()))[::-1]
    likely = tuple((field, score) for score, field in ranked[:3] if score >= WORTH_ASKING)
    if not likely:
        return plain
    (field, best), runner_up = likely[0], likely[1][1] if len(likely) > 1 else 0.0
    if best >= SURE and best - runner_up >= LEAD and field not in keys:
        return replace(plain, field=field, reason=Reason.GUESSED, certainty=best)
    return replace(plain, reason=Reason.ASKED, candidates=likely)


def _likeness(word: str, names: Collection[str]) -> float:
    """The likeness of the most similar name, 0 to 1; a name within the title counts much."""
    best = 0.0
    for name in names:
        score = fuzz.ratio(word, name) / 100
        if len(name) > 1 and name in word:
            score = max(score, 0.7 + 0.25 * len(name) / len(word))
        elif len(word) > 1 and word in name:
            score = max(score, 0.65 + 0.25 * len(word) / len(name))
        best = max(best, score)
    return round(best, 2)


def _once_each(matches: Sequence[Match]) -> list[Match]:
    owners: dict[str, int] = {}
    order = sorted(range(len(matches)), key=lambda n: -matches[n].certainty)
    for number in order:
        if matches[number].field:
            owners.setdefault(matches[number].field, number)
    return [
        one
        if not one.field or owners[one.field] == number
        else replace(one, field="", reason=Reason.ASKED, candidates=((one.field, one.certainty),))
        for number, one in enumerate(matches)
    ]


def head_of(
    lines: Sequence[Sequence[Any]], names: Mapping[str, Collection[str]], *, among: int = 10
) -> int:
    """The index of the line that names the columns: with most known names, else the first one."""
    known = {folded(name) for every in names.values() for name in every}
    best, most = 0, 0
    first = next((n for n, line in enumerate(lines) if line), 0)
    for number, line in enumerate(lines[:among]):
        hits = sum(isinstance(cell, str) and folded(cell) in known for cell in line)
        if hits > most:
            best, most = number, hits
    return best if most else first
