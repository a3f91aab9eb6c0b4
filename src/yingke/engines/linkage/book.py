"""Which names of a base stand for one company only.

A short name is evidence only if it can mean a single company: 松涛 says much when one 松涛 is
known, and nothing when 松涛机械 and 松涛电子 both are. The book answers that for one base.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from yingke.engines.linkage.normalise import places
from yingke.engines.linkage.normalise.companies import Company
from yingke.engines.linkage.shortening import short_forms

# In place of a core: more than one company is shortened so.
_SEVERAL = ""
_Bearer = tuple[tuple[str, ...], str, bool]  # trade, place, is a group


def is_formal(company: Company) -> bool:
    """Say whether the name is a registered one rather than what people call the company."""
    return bool(company.form) or company.standing == "formal"


class NameBook:
    """The registered names of a base, by brand and by short form."""

    def __init__(self, companies: Iterable[Company] = ()) -> None:
        """Read the distinct registered head offices among `companies`; order does not matter."""
        self._by_brand: dict[str, set[_Bearer]] = defaultdict(set)
        self._by_short: dict[str, str] = {}
        for company in companies:
            self.add(company)

    def add(self, company: Company) -> None:
        """Enter one more name; adding it again changes nothing."""
        if is_formal(company) and not company.branch:
            bearer = (company.trade, company.place, company.standing == "group")
            self._by_brand[company.brand].add(bearer)
            core = company.core
            for short in short_forms(company):
                known = self._by_short.setdefault(short, core)
                if known != core:
                    self._by_short[short] = _SEVERAL

    def is_clear(self, company: Company) -> bool:
        """Say whether at most one registered company of the base can be meant by this name."""
        fitting = self._fitting(company)
        if is_formal(company):
            return _distinct(fitting) <= 1
        cores = {company.brand + "".join(trade) for trade, _, _ in fitting}
        short_for = self._by_short.get(company.core)
        if short_for == _SEVERAL:
            return False
        others = short_for is not None and short_for not in cores
        return _distinct(fitting) + others <= 1

    def _fitting(self, company: Company) -> list[_Bearer]:
        bearers = self._by_brand.get(company.brand, set())
        if is_formal(company):
            found = [b for b in bearers if b[0] == company.trade]
        else:
            found = [b for b in bearers if set(company.trade) <= set(b[0])]
            exact = [b for b in found if b[0] == company.trade]
            found = exact or found
        if company.place:
            found = [b for b in found if not b[1] or _compatible(b[1], company.place)]
        if company.standing == "group" and any(b[2] for b in found):
            found = [b for b in found if b[2]]
        return found


def _compatible(one: str, other: str) -> bool:
    return places.holds(one, other) or places.holds(other, one)


def _distinct(bearers: list[_Bearer]) -> int:
    """Count companies: one trade in compatible places is one company."""
    found: list[_Bearer] = []
    for trade, place, group in sorted(bearers, key=lambda b: (b[0], -len(b[1]), b[1])):
        same = (f for f in found if f[0] == trade)
        if not any(not place or _compatible(f[1], place) for f in same):
            found.append((trade, place, group))
    return len(found)
