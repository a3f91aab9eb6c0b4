"""Reading a sentence such as “航班延误50分钟” or “flight LH728 delayed by 50 minutes”.

Fixed patterns only: what they do not find stays empty and is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from yingke.domains.planning.rules.details import Details, only_needed
from yingke.domains.planning.terms import ChangeKind
from yingke.domains.visits.terms import AgendaKind, PartRole


@dataclass(frozen=True)
class Named:
    """Something of the visit that a sentence may name; `kind` is an item's, a resource's or a
    person's role.
    """

    id: int
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """What the visit has: items that have not begun, people and resources of its agenda."""

    items: tuple[Named, ...] = ()
    people: tuple[Named, ...] = ()
    resources: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What was understood; `kind` is None for a sentence that fits no pattern."""

    kind: ChangeKind | None
    details: Details


# The first pattern that fits decides: "航班延误" before "取消", "车辆故障" before "停用".
PATTERNS: Final = (
    (ChangeKind.VEHICLE, r"(车|司机|vehicle|car\b|bus\b|coach|van\b).*(故障|坏|抛锚|broke|fail)"),
    (ChangeKind.ROOM, r"停用|用不了|不可用|不能用|out of (use|order)|unavailable"),
    (ChangeKind.PERSON, r"请假|缺席|来不了|生病|病了|absent|\bill\b|\bsick\b|on leave|can't come"),
    (
        ChangeKind.HEADS,
        r"(增加到|增至|减少到|减至|改为|变为|变成|共)\s*\d+\s*[位人名]|\d+ (guests|people)",
    ),
    (ChangeKind.LATE, r"延误|晚到|迟到|晚点|晚来|\blate\b|delay"),
    (ChangeKind.EARLY, r"早到|提前|\bearly\b|ahead of"),
    (ChangeKind.CANCELLED, r"取消|不参观|cancel"),
    (ChangeKind.LENGTH, r"加长|延长|缩短|压缩|longer|shorter|extend|shorten"),
    (ChangeKind.ADDED, r"新增|增加|加一|\badd"),
)
SHORTER: Final = r"缩短|压缩|shorter|shorten"
ITEM_WORDS: Final = {
    AgendaKind.TOUR: r"参观|展厅|\btour",
    AgendaKind.MEAL: r"午餐|晚餐|早餐|用餐|宴|lunch|dinner|meal",
    AgendaKind.TALK: r"会谈|会议|交流|洽谈|meeting|talk",
    AgendaKind.DEMO: r"演示|\bdemo",
    AgendaKind.HANDS_ON: r"体验|实操|hands-on",
    AgendaKind.BREAK: r"茶歇|休息|\bbreak",
    AgendaKind.SIGNING: r"签约|签字|signing",
    AgendaKind.TRANSFER: r"接机|接站|送机|送站|transfer|pick-up",
    AgendaKind.WELCOME: r"签到|迎宾|welcome",
    AgendaKind.FAREWELL: r"送别|合影|farewell",
}
ROLE_WORDS: Final = {
    PartRole.GUIDE: r"讲解员|讲解|\bguide",
    PartRole.INTERPRETER: r"翻译|译员|interpreter",
    PartRole.DRIVER: r"司机|driver",
    PartRole.EXPERT: r"专家|expert",
    PartRole.HOST: r"主接待|\bhost",
}
HOUR, MINUTE = r"(?:个)?(?:小时|钟头|hours?|hrs?|h\b)", r"(?:分钟|分|minutes?|mins?)"
DIGITS: Final = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "八": 8, "十": 10}
NUMBER: Final = rf"(\d+(?:\.\d+)?|[{''.join(DIGITS)}]|an?\b|half an\b|半)"
FLIGHT: Final = re.compile(
    r"(?<![A-Za-z0-9])((?:[A-Z]{2}|[A-Z]\d|\d[A-Z])\d{2,4}|[GDCZTK]\d{1,4})(?![A-Za-z0-9])"
)
HEADS: Final = re.compile(r"(\d+)\s*(?:[位人名]|guests|people|visitors)")


def read(text: str, known: Known) -> Reading:
    """What happened, with the details that the sentence names."""
    words = text.strip()
    kind = next((kind for kind, pattern in PATTERNS if _found(pattern, words)), None)
    if kind is None:
        return Reading(None, Details())
    minutes = minutes_in(words)
    if kind == ChangeKind.LENGTH and minutes is not None and _found(SHORTER, words):
        minutes = -minutes
    flight, heads = FLIGHT.search(words.upper()), HEADS.search(words)
    wanted = "vehicle" if kind == ChangeKind.VEHICLE else ""
    things = [one for one in known.resources if (one.kind == "vehicle") == bool(wanted)]
    details = Details(
        minutes=minutes,
        flight=flight[1] if flight else "",
        item=_meant(words, known.items, ITEM_WORDS),
        heads=int(heads[1]) if heads else None,
        item_kind=_kind_in(words),
        staff=_meant(words, known.people, ROLE_WORDS),
        resource=_meant(words, things, {}, alone=True),
    )
    return Reading(kind, only_needed(kind, details))


def minutes_in(text: str) -> int | None:
    """The span that a text names: “50分钟”, “半小时”, “一个半小时”, “1.5 hours”, “an hour”."""
    hours = re.search(NUMBER + rf"\s*(个半)?\s*{HOUR}", text, re.IGNORECASE)
    minutes = re.search(NUMBER + rf"\s*{MINUTE}", text, re.IGNORECASE)
    total = 0.0
    if hours:
        total += 60 * (_number(hours[1]) + (0.5 if hours[2] else 0))
    if minutes:
        total += _number(minutes[1])
    return round(total) or None


def _number(word: str) -> float:
    word = word.lower()
    if word in ("半", "half an"):
        return 0.5
    if word in ("a", "an"):
        return 1
    return DIGITS[word] if word in DIGITS else float(word)


def _meant(
    text: str,
    rows: Iterable[Named],
    words: dict[AgendaKind, str] | dict[PartRole, str] | dict[str, str],
    *,
    alone: bool = False,
) -> int | None:
    """The one row that is named, or is the only one of the kind that is; None where several are."""
    rows = list(rows)
    folded = text.casefold()
    named = {one.id for one in rows if any(n and n.casefold() in folded for n in one.names)}
    if not named:
        kinds = {str(kind) for kind, pattern in words.items() if _found(pattern, text)}
        named = {one.id for one in rows if one.kind in kinds or alone}
    return named.pop() if len(named) == 1 else None


def _kind_in(text: str) -> str:
    return next((str(kind) for kind, pattern in ITEM_WORDS.items() if _found(pattern, text)), "")


def _found(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None
