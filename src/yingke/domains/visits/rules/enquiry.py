"""What a pasted e-mail or business card says of a visit; only what stands there, nothing guessed.

Each finding keeps the words it was read from, so that a form can show them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final, Generic, TypeVar

from yingke.domains.visits.rules import moments, vcards
from yingke.domains.visits.rules.moments import DayNamed
from yingke.domains.visits.rules.names import (
    POSITIONS,
    Person,
    read_line,
    split_position,
)
from yingke.foundation.kernel import bounds
from yingke.foundation.kernel.errors import RuleViolation

LONGEST: Final = 20_000  # characters
MOST_DAYS: Final = 40  # that are looked at
Value = TypeVar("Value")


@dataclass(frozen=True)
class Found(Generic[Value]):
    """A value and the words of the text that say it."""

    value: Value
    words: str


@dataclass(frozen=True)
class When:
    """A day by the site's clock; `at` is None where the text names no time."""

    day: date
    at: time | None = None


@dataclass(frozen=True)
class Enquiry:
    """The findings; names of companies, credit codes and domains are candidates for a customer."""

    credit_codes: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    arrival: Found[When] | None = None
    departure: Found[When] | None = None
    headcount: Found[int] | None = None
    people: tuple[Person, ...] = ()
    phone: str = ""
    sender: str = ""
    is_mail: bool = field(default=False, compare=False)


_HEADER: Final = re.compile(
    r"(?im)^(from|sent|date|to|cc|subject|reply-to|发件人|发送时间|收件人|抄送|主题|日期)"
    r"[ \t]*[:：][ \t]*(.{0,300})$"
)
_QUOTED: Final = re.compile(r"(?m)^[ \t]*>.*$")
_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@((?:[\w-]{1,63}\.){1,4}[a-z]{2,24})", re.IGNORECASE)
_CREDIT_CODE: Final = re.compile(
    r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])"
)
_PHONE: Final = re.compile(
    r"(?i)(?:tel|phone|mobile|电话|手机)[ \t.:：]{0,3}(\+?\d[\d ()-]{6,18}\d)"
    r"|(?<!\d)(1[3-9]\d{9})(?!\d)"
)
_COMPANY: Final = re.compile(
    r"[\u4e00-\u9fff（）()]{2,30}?(?:集团|股份有限公司|有限责任公司|有限公司|公司|研究院|研究所)"
    r"|\b[A-Z][\w&.-]{1,40}(?: [A-Z&][\w&.-]{0,40}){0,4},? "
    r"(?:GmbH|AG|SE|Ltd|Limited|Inc|Corp|Corporation|LLC|plc|S\.A\.|B\.V\.|Co\., Ltd)\b"
)
_NUMBERS: Final = {
    **dict(zip("一二三四五六七八九十", range(1, 11), strict=True)),
    "两": 2,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_COUNT: Final = rf"(\d{{1,3}}|{'|'.join(_NUMBERS)})"
_HEADCOUNT: Final = re.compile(
    rf"(?:一行|共计|共|总计|合计)[ \t]?{_COUNT}[ \t]?(?:人|位|名)"
    rf"|{_COUNT}[ \t]?[人位名](?:来宾|客人|嘉宾|代表|同事|人员|参加|来访|到访)"
    rf"|(?:delegation|group|party|team) of {_COUNT}\b"
    rf"|\b{_COUNT} (?:people|persons|guests|visitors|participants|of us|delegates)\b",
    re.IGNORECASE,
)
_COMING: Final = re.compile(
    r"(?i)到达|抵达|来访|到访|前来|拜访|访问|考察|参观|arriv|visit|come|coming|land"
)
_LEAVING: Final = re.compile(r"(?i)离开|返程|返回|离店|回程|depart|leav|return|fly(?:ing)? back")
_CLAUSE: Final = re.compile(r"[。；;!！?？\n]|\.(?=\s)")
_ITEM: Final = re.compile(r"^\s*(?:[-*•·–—]|\(?\d{1,2}[.)、．）])\s*\S")
_NAME: Final = re.compile(r"(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3}")
_LISTED: Final = re.compile(
    r"(?im)^.{0,40}(?:名单|来访人员|来宾|参访人员|人员如下|participants|guests|delegates|attendees)"
    r"[^:：\n]{0,30}[:：][ \t]*(.{0,400})$"
)


def read(text: str, *, today: date) -> Enquiry:
    """Read a message; RuleViolation("text_too_long") and ("text_unstorable")."""
    if len(text) > LONGEST:
        raise RuleViolation("text_too_long", field="message", most=LONGEST)
    if not bounds.is_storable(text):
        raise RuleViolation("text_unstorable", field="message")
    cards = vcards.cards(text)
    whole = vcards.outside(text)
    headers = {match[1].casefold(): match[2].strip() for match in _HEADER.finditer(whole)}
    body = _QUOTED.sub("", _HEADER.sub("", whole))
    arrival, departure = _stay(body, today)
    people = [card.person for card in cards] or _people(body)
    return Enquiry(
        credit_codes=_unique(match[0] for match in _CREDIT_CODE.finditer(whole)),
        domains=_domains(headers, text),
        companies=_unique([card.company for card in cards if card.company] + _companies(whole)),
        arrival=arrival,
        departure=departure,
        headcount=_headcount(body),
        people=tuple(people),
        phone=_phone(body, {person.phone for person in people}),
        sender=(headers.get("from") or headers.get("发件人") or "")[:200],
        is_mail=bool(headers),
    )


def _phone(text: str, of_guests: set[str]) -> str:
    """The first number that is not a guest's own."""
    found = ((match[1] or match[2]).strip() for match in _PHONE.finditer(text))
    return next((number for number in found if number not in of_guests), "")


def _domains(headers: dict[str, str], text: str) -> tuple[str, ...]:
    """Of the sender where there is one, else of every address in the text."""
    sender = headers.get("from") or headers.get("发件人") or ""
    found = _EMAIL.findall(sender) or _EMAIL.findall(text)
    return _unique(domain.casefold() for domain in found)


def _companies(text: str) -> list[str]:
    return [match[0].strip("，, ") for match in _COMPANY.finditer(text)]


def _unique(values: Iterator[str] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))[:10]


def _headcount(text: str) -> Found[int] | None:
    match = _HEADCOUNT.search(text)
    if match is None:
        return None
    word = next(group for group in match.groups() if group).casefold()
    count = int(word) if word.isdecimal() else _NUMBERS[word]
    return Found(count, match[0].strip()) if count else None


def _stay(text: str, today: date) -> tuple[Found[When] | None, Found[When] | None]:
    """Arrival and departure; several days of which none is said to be the arrival tell nothing."""
    named = [one for one in moments.days(text, today=today) if one.first >= today][:MOST_DAYS]
    coming = [one for one in named if _says(_COMING, text, one)]
    leaving = [one for one in named if _says(_LEAVING, text, one) and one not in coming[:1]]
    if not coming and len({one.first for one in named if one not in leaving}) == 1:
        coming = [one for one in named if one not in leaving]
    if not coming:
        return None, None
    first = coming[0]
    clause, at = _clause(text, first), _times(text, first)
    arrival = Found(When(first.first, at[0] if at else None), clause)
    if leaving:
        last = leaving[0]
        left = _times(text, last)
        return arrival, Found(When(last.first, left[0] if left else None), _clause(text, last))
    if first.last is not None or len(at) > 1:
        until = at[1] if len(at) > 1 else None
        return arrival, Found(When(first.last or first.first, until), clause)
    return arrival, None


def _span(text: str, named: DayNamed) -> tuple[int, int]:
    """Where the clause around a day begins and ends."""
    begins = [match.end() for match in _CLAUSE.finditer(text, 0, named.start)]
    ends = _CLAUSE.search(text, named.end)
    return (begins[-1] if begins else 0), (ends.start() if ends else len(text))


def _clause(text: str, named: DayNamed) -> str:
    low, high = _span(text, named)
    return " ".join(text[max(low, named.start - 60) : min(high, named.end + 60)].split())


def _says(pattern: re.Pattern[str], text: str, named: DayNamed) -> bool:
    """Whether the clause says so nearer to this day than to the days around it."""
    low, high = _span(text, named)
    return pattern.search(text, max(low, named.start - 40), min(high, named.end + 40)) is not None


def _times(text: str, named: DayNamed) -> list[time]:
    """The times that follow a day in its clause, before another day is named."""
    _low, high = _span(text, named)
    rest = text[named.end : min(high, named.end + 40)]
    return [one.at for one in moments.times(rest)][:2]


def _people(text: str) -> list[Person]:
    """Those of a list: bulleted lines, or what follows “participants:” and the like."""
    lines = [line for line in text.splitlines() if _ITEM.match(line)]
    for match in _LISTED.finditer(text):
        lines += re.split(r"[、;；]|,(?= (?:Dr|Prof|Mr|Mrs|Ms)\b)", match[1])
    found = [person for line in lines if (person := _person(line)) is not None]
    return list({person.name: person for person in found}.values())


def _person(line: str) -> Person | None:
    """A line that is a person and not a subject of the talks."""
    if len(line) > 120:
        return None
    person = read_line(line)
    if person is None:
        return None
    is_chinese = re.fullmatch(r"[\u4e00-\u9fff·]{2,12}", person.name) is not None
    if is_chinese and person.title.endswith(POSITIONS) and len(person.name) <= 8:
        return person
    if is_chinese and split_position(person.name)[1]:
        return Person(*split_position(person.name), phone=person.phone, email=person.email)
    return person if person.title and _NAME.fullmatch(person.name) else None
