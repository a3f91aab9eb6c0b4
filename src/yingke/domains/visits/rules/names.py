"""Names with positions, as people write them in a list, an e-mail or a signature."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from yingke.foundation.kernel.errors import RuleViolation

LONGEST_NAME: Final = 100
MOST: Final = 60  # people in one list
# Chinese positions, the longer ones first, so that 副总经理 is not taken for 经理.
POSITIONS: Final = (
    *(
        "董事长",
        "副董事长",
        "执行董事",
        "董事",
        "首席执行官",
        "首席技术官",
        "首席运营官",
        "首席财务官",
    ),
    *("总裁", "副总裁", "总经理", "副总经理", "总工程师", "副总工程师", "高级工程师", "工程师"),
    *("总监", "副总监", "部长", "副部长", "处长", "副处长", "院长", "副院长", "厂长", "副厂长"),
    *("主任", "副主任", "经理", "副经理", "主管", "组长", "助理", "秘书", "顾问", "代表", "专家"),
    *("教授", "博士", "院士", "研究员", "局长", "科长", "书记", "会长", "秘书长"),
)
_BY_LENGTH: Final = sorted(POSITIONS, key=len, reverse=True)
_HAN: Final = "[\u4e00-\u9fff]"
_NAME: Final = re.compile(rf"{_HAN}{{2,4}}(?:·{_HAN}{{1,8}})?")
# 副总经理周国栋, 技术部总监 周国栋
_POSITION_THEN_NAME: Final = re.compile(
    rf"({_HAN}{{0,8}}?(?:{'|'.join(_BY_LENGTH)}))[ \u3000:：]*({_NAME.pattern})$"
)
_HONORIFIC: Final = re.compile(r"(?:先生|女士|小姐)$")
_ENGLISH_HONORIFIC: Final = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Herr|Frau)\.? ", re.IGNORECASE)
_DEGREE: Final = re.compile(r"^(?:(?:Dr|Prof|Dipl|Ing)\.?(?:-Ing\.?)? )+", re.IGNORECASE)
_BULLET: Final = re.compile(r"^\s*(?:[-*•·–—]|\(?\d{1,2}[.)、．）])\s*")
_BETWEEN: Final = re.compile(r"\s*(?:[,，、;；|｜\t/]|\s[-–—]\s|  +)\s*")
_IN_BRACKETS: Final = re.compile(r"^(.{1,100}?)\s*[(（]([^()（）]{1,100})[)）]$")
_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE: Final = re.compile(r"\+?\d[\d ()-]{6,18}\d")


@dataclass(frozen=True)
class Person:
    """A person as written; only what stood there."""

    name: str
    title: str = ""
    phone: str = ""
    email: str = ""

    @property
    def line(self) -> str:
        """The person as a line that `read_line` reads back."""
        return ", ".join(text for text in (self.name, self.title, self.phone, self.email) if text)


def read_lines(text: str) -> list[Person]:
    """The people of a list, one per line; RuleViolation("name_too_long") names a field."""
    found = [person for line in text.splitlines()[:MOST] if (person := read_line(line))]
    for person in found:
        if max(len(person.name), len(person.title)) > LONGEST_NAME:
            raise RuleViolation("name_too_long", field="new")
    return found


def read_line(line: str) -> Person | None:
    """One person: a name, and a position, phone and e-mail behind commas or in brackets."""
    line = _BULLET.sub("", line).strip()
    email, line = _cut(_EMAIL, line)
    phone, line = _cut(_PHONE, line)
    line = line.strip(" \t,，;；、|/<>")
    if not line:
        return None
    bracketed = _IN_BRACKETS.match(line)
    pieces = bracketed.groups() if bracketed else tuple(_BETWEEN.split(line, maxsplit=1))
    name, title = _untitled(pieces[0].strip()), ""
    if len(pieces) > 1:
        title = pieces[1].strip(" ,，")
    else:
        name, title = split_position(name)
    return Person(name, title, phone, email)


def split_position(text: str) -> tuple[str, str]:
    """A Chinese name and the position that is written before or after it; else the text and ""."""
    name, _space, rest = text.replace("\u3000", " ").partition(" ")
    if _NAME.fullmatch(name) and rest and not name.endswith(POSITIONS):
        return _untitled(name), rest.strip()
    position = next((one for one in _BY_LENGTH if text.endswith(one)), "")
    if position and _NAME.fullmatch(text.removesuffix(position)):
        return text.removesuffix(position), position
    before = _POSITION_THEN_NAME.match(text)
    return (_untitled(before[2]), before[1]) if before else (text, "")


def same(name: str, others: Iterable[str]) -> bool:
    """Whether a name is one of these, whatever the case and the spaces."""
    return _folded(name) in {_folded(other) for other in others if other}


def _folded(name: str) -> str:
    return "".join(_DEGREE.sub("", name).casefold().split())


def _untitled(name: str) -> str:
    return _ENGLISH_HONORIFIC.sub("", _HONORIFIC.sub("", name)).strip()


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.search(text)
    if not found:
        return "", text
    return found[0].strip(), text[: found.start()] + text[found.end() :]
