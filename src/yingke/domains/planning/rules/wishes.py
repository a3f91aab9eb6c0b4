"""A request in a sentence: “孙文博 14 点前结束”, “午餐不动”, “不用数字化展厅”, “lunch at 12:30”.

Fixed patterns only: what fits none, or names several things, is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from yingke.domains.planning.rules.asks import Ask
from yingke.domains.planning.rules.reading import ITEM_WORDS
from yingke.domains.planning.rules.values import Facts, Item
from yingke.domains.planning.terms import AskKind

UNTIL: Final = r"[点时分半\d]\s*(之)?前(结束|离开|走)|\b(until|leaves? by|ends? by)\b"
FORBID: Final = r"不用|不要|别用|don['’]t use|\bwithout\b"
KEEP: Final = r"不动|不变|保持|\bkeep\b|\bstays?\b"
CLOCK: Final = re.compile(r"(?<!\d)([01]?\d|2[0-3])(?:[:：.]([0-5]\d)|\s*[点时](半|[0-5]?\d)?)")


def read(text: str, facts: Facts) -> Ask | None:
    """The request that a sentence makes, or None."""
    resource = _only(text, _names(facts))
    item, clock = _item(text, facts), CLOCK.search(text)
    if _found(UNTIL, text) and resource and clock:
        day = min(one.starts_at for stay in facts.stays for one in stay.items)
        return Ask(AskKind.UNTIL, resource=resource, starts_at=_at(clock, day, facts))
    if _found(FORBID, text) and resource:
        return Ask(AskKind.FORBID, resource=resource)
    if item is not None and _found(KEEP, text):
        return Ask(AskKind.TIME, item=item.id, starts_at=item.starts_at)
    if item is not None and clock:
        return Ask(AskKind.TIME, item=item.id, starts_at=_at(clock, item.starts_at, facts))
    return None


def _names(facts: Facts) -> dict[str, str]:
    """Names of people and resources by their names in the problem."""
    people = {f"p{one.id}": one.name for one in facts.people}
    return people | {f"r{one.id}": one.name for one in facts.things}


def _item(text: str, facts: Facts) -> Item | None:
    """The item that is named, or the only one of the kind that is."""
    items = {str(one.id): one for stay in facts.stays for one in stay.items if not one.begun}
    named = _only(text, {key: one.name for key, one in items.items()})
    if named:
        return items[named]
    kinds = {str(kind) for kind, pattern in ITEM_WORDS.items() if _found(pattern, text)}
    found = [one for one in items.values() if one.kind in kinds]
    return found[0] if len(found) == 1 else None


def _only(text: str, names: Mapping[str, str]) -> str:
    """The key of the one name in the text; a name within a longer one does not count."""
    folded = text.casefold()
    found = {key: name.casefold() for key, name in names.items() if name.casefold() in folded}
    longest = [
        key
        for key, name in found.items()
        if name and not any(name != other and name in other for other in found.values())
    ]
    return longest[0] if len(longest) == 1 else ""


def _at(clock: re.Match[str], day: datetime, facts: Facts) -> datetime:
    part = clock[3] or clock[2] or "0"
    minute = 30 if part == "半" else int(part)
    local = day.astimezone(facts.limits.tz)
    return local.replace(hour=int(clock[1]), minute=minute, second=0, microsecond=0)


def _found(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None
