"""The check of one record against a base while a person types.

An index in memory holds the base by its keys and by the character pairs of its names. A check
gathers a few hundred records that share either, ranks their names with RapidFuzz, and weighs the
best with the same comparisons and weights as the linking of whole files.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import fuzz

from yingke.engines.linkage.book import NameBook
from yingke.engines.linkage.comparisons import ALL
from yingke.engines.linkage.evidence import Evidence, explain
from yingke.engines.linkage.fields import Row
from yingke.engines.linkage.levels import Comparison
from yingke.engines.linkage.model import Model, shipped
from yingke.engines.linkage.normalise.companies import Company
from yingke.engines.linkage.profiles import Profile, company_of, keys, profile

# Enough to hold every true match in practice, few enough to weigh within some milliseconds.
_BY_KEY = 400
_BY_LOOKS = 200
_WEIGHED = 40
_LIKE_ENOUGH = 60.0
_HARDLY = 0.01
_NUMBERS = frozenset({"c:", "t:", "m:", "i:"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A record of the base by position: probability (0 to 1), likeness of names (0 to 100), why."""

    position: int
    probability: float
    similarity: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Weighed:
    position: int
    probability: float
    similarity: float
    levels: dict[str, str]


class Index:
    """A base of records to check others against; records can be added, positions never change."""

    def __init__(self, rows: Iterable[Row] = (), model: Model | None = None) -> None:
        """Build the index over rows with the given model (default: the shipped weights)."""
        self._model = model or shipped()
        self._book = NameBook()
        self._records: list[Profile] = []
        self._companies: list[Company | None] = []
        self._names: list[str] = []
        self._by_key: dict[str, array[int]] = defaultdict(lambda: array("q"))
        self._by_gram: dict[str, array[int]] = defaultdict(lambda: array("q"))
        for row in rows:
            self.add(row)

    def __len__(self) -> int:
        return len(self._records)

    def add(self, row: Row) -> int:
        """Take one more record into the base and return its position."""
        company = company_of(row)
        if company:
            self._book.add(company)
        record = profile(row, self._book)
        position = len(self._records)
        self._records.append(record)
        self._companies.append(company)
        name = _name(record)
        self._names.append(name)
        found = keys(record)
        for key in {*found.shared, *found.offered}:
            self._by_key[key].append(position)
        for gram in _grams(name):
            self._by_gram[gram].append(position)
        return position

    def check(self, row: Row, *, limit: int = 5, at_least: float = 0.0) -> list[Hit]:
        """Return the records most likely the same as `row`, the likeliest first.

        A record whose name merely looks alike is listed after those with a probability, so that
        an unfinished name already shows something; `at_least` (0 to 1) leaves such out.
        """
        record = profile(row, self._book)
        name = _name(record)
        told = tuple(c for c in ALL if all(getattr(record, n) is not None for n in c.needs))
        weighed = [self._weigh(record, name, p, told) for p in self._candidates(record, name)]
        shown = [w for w in weighed if _is_shown(w, at_least)]
        shown.sort(key=lambda w: (-round(w.probability, 4), -w.similarity, w.position))
        return [
            Hit(w.position, w.probability, w.similarity, explain(w.levels, self._model))
            for w in shown[:limit]
        ]

    def _candidates(self, record: Profile, name: str) -> list[int]:
        found = dict.fromkeys(self._sharing_keys(record))
        found |= dict.fromkeys(self._looking_alike(name))
        ranked = sorted(found, key=lambda p: -fuzz.ratio(name, self._names[p]))
        sure = self._sharing_numbers(record)
        return list(dict.fromkeys([*sure, *ranked[:_WEIGHED]]))

    def _sharing_keys(self, record: Profile) -> list[int]:
        """Positions that share a key, those of the rarest keys first."""
        found = keys(record)
        asked = {*found.shared, *found.sought}
        posted = [self._by_key[key] for key in sorted(asked) if key in self._by_key]
        return [p for each in sorted(posted, key=len) for p in each[:_BY_KEY]][:_BY_KEY]

    def _sharing_numbers(self, record: Profile) -> list[int]:
        """Positions that share a number or an address, however different the name."""
        told = [key for key in keys(record).shared if key[:2] in _NUMBERS and key in self._by_key]
        return [p for key in told for p in self._by_key[key][:_WEIGHED]][:_WEIGHED]

    def _looking_alike(self, name: str) -> list[int]:
        posted = [self._by_gram[gram] for gram in _grams(name) if gram in self._by_gram]
        if not posted:
            return []
        counts = np.bincount(np.concatenate([np.frombuffer(p, np.int64) for p in posted]))
        few = min(_BY_LOOKS, int(np.count_nonzero(counts)))
        best: Sequence[int] = np.argpartition(counts, -few)[-few:].tolist()
        return list(best)

    def _weigh(
        self, record: Profile, name: str, position: int, told: tuple[Comparison, ...]
    ) -> _Weighed:
        known, company = self._records[position], self._companies[position]
        if company:
            # The base may have grown since this record came in.
            known = replace(known, clear=self._book.is_clear(company))
        reached = ((c.name, c.level(record, known)) for c in told)
        levels = {c: level.name for c, level in reached if level is not None}
        similarity = fuzz.WRatio(name, self._names[position]) if name else 0.0
        return _Weighed(position, self._model.probability(levels), similarity, levels)


def _is_shown(weighed: _Weighed, at_least: float) -> bool:
    if weighed.probability >= max(at_least, _HARDLY):
        return True
    return at_least <= 0 and weighed.similarity >= _LIKE_ENOUGH


def _name(record: Profile) -> str:
    """The name that looks are judged by: the company's core, else the person's in letters."""
    if record.core:
        return record.core
    return " ".join(filter(None, (record.family_sound, record.given_sound)))


def _grams(name: str) -> set[str]:
    """Pairs of neighbouring characters; of Latin text three, for its letters say less."""
    size = 3 if name.isascii() else 2
    return {name[i : i + size] for i in range(max(len(name) - size + 1, 1))} if name else set()
