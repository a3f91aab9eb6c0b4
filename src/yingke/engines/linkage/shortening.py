"""The short forms under which people speak of a company, made from its parts.

The rules are those by which Chinese names are really shortened: the brand with the first
characters of its trade (松涛重型机械 → 松涛重机), an ordinal kept (江海第一建筑 → 江海一建), the
short name of the province or the country in front (上海汽车 → 上汽), the first character of brand
and trade (东岭汽轮机 → 东汽).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from yingke.engines.linkage.normalise import places
from yingke.engines.linkage.normalise.companies import Company

_LEAST = 2
_MOST_TRADE_WORDS = 4


@lru_cache(maxsize=200_000)
def short_forms(company: Company) -> tuple[str, ...]:
    """Return the short forms of a name, sorted, without the name's own core; at most about 30."""
    if company.script != "han":
        return (company.initials,) if company.initials else ()
    trades = _trade_forms(company.trade[:_MOST_TRADE_WORDS])
    whole = {company.brand + trade for trade in trades}
    # 中 stands before a whole brand, the short name of a province only before a clipped one.
    brands = ("", company.brand[0]) + ((company.brand,) if company.place == places.COUNTRY else ())
    placed = {
        front + brand + trade
        for front, brand, trade in product(_fronts(company.place), brands, trades)
        if brand or trade
    }
    clipped = {company.brand[0] + trade for trade in trades if trade}
    found = (whole | placed | clipped) - {company.core, company.brand}
    return tuple(sorted(form for form in found if len(form) >= _LEAST))


def _trade_forms(trade: tuple[str, ...]) -> set[str]:
    """The forms a trade takes in a short name: none, initials, first word, first word's initial."""
    initials = [_initial(word) for word in trade]
    forms = {"", "".join(trade), "".join(initials)}
    for size in range(1, len(trade) + 1):
        forms |= {"".join(initials[:size]), "".join(trade[:size])}
    return forms


def _initial(word: str) -> str:
    """An ordinal is spoken by its number: 第一 is 一."""
    return word[1:] if word.startswith("第") else word[0]


def _fronts(place: str) -> set[str]:
    """One character for a place: 沪 or 上 for Shanghai, 中 for the country."""
    return {places.name(place)[:1], places.SHORT.get(place[:2], "")} - {""} if place else set()
