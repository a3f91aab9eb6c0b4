"""Company names taken apart: place, brand, trade, legal form, branch, former names.

A Chinese company name is built by law (企业名称登记管理规定):
行政区划 + 字号 + 行业 + 组织形式, and a branch repeats the whole and adds its own.
Reading the parts is what tells an abbreviation
(松涛重机) from a sister company (松涛电子) and a branch from its head office.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from yingke.engines.linkage.normalise import places, trades
from yingke.engines.linkage.normalise.text import fold, has_han, sound, sounds

_BRACKETS = re.compile(r"[(\[{〔【<《]([^)\]}〕】>》]*)[)\]}〕】>》]")
_FORMER = re.compile(
    r"^(?:原名?|曾用名|前身|formerly|former|f/?k/?a)\s*[:：]?\s*(?:为|是)?\s*(.+)$"
)
_NOISE = re.compile(r"[%=\s\"'“”‘’`·・.,，。、\-–—_/\\*!?:;：；&+|#]+")
_FORM = re.compile(
    r"(?:股份有限责任公司|股份有限公司|有限责任公司|有限公司|股份公司|责任公司|株式会社|总公司|公司|"
    r"股份有限|有限合伙企业|有限合伙|合伙企业|普通合伙|个人独资企业|农民专业合作社|专业合作社|合作社|有限)$"
)
_BRANCH = re.compile(
    r"""
    (?: 分公司 | 子公司 | 办事处 | 代表处 | 联络处 | 分行 | 支行 | 分厂 | 分店 | 门店 | 专卖店
    | 旗舰店 | 分部 | 分院 | 分校 | 分所 | 分社 | 分中心 | 营业部 | 营业厅 | 项目部 | 事业部 )$
    """,
    re.VERBOSE,
)
_DEPARTMENT = re.compile(
    r"(?<=公司)(?:采购|财务|销售|市场|行政|人事|技术|研发|质量|生产|工程)(?:部|科|处)$"
)
_AFTER_FORM = re.compile(r"(?<=[限任]公司)(?!集团).{2,}$")
_BRANCH_LABEL = re.compile(
    r"(?:第[一二三四五六七八九十\d]+|[东南西北]区|华[东南西北中]|东北|西北|西南)$"
)
_LEGAL = re.compile(r"(?:有限责任公司|有限公司|公司|集团)")
_GROUP = re.compile(r"(?:企业集团|集团)$")
# A numbered bureau is what a company is called, not its registered name: 中铁十四局.
_BUREAU = re.compile(r"[一二三四五六七八九十\d]局$")
_LATIN_FORMS = frozenset(
    [
        "co",
        "ltd",
        "limited",
        "company",
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "llc",
        "llp",
        "lp",
        "plc",
        "gmbh",
        "ag",
        "kg",
        "sa",
        "sas",
        "sarl",
        "srl",
        "spa",
        "bv",
        "nv",
        "kk",
        "pte",
        "pty",
        "oy",
        "ab",
        "as",
        "aps",
        "kft",
        "sro",
    ]
)
_LATIN_BRANCH = frozenset({"branch", "office", "subsidiary"})
_LATIN_SMALL = frozenset({"the", "of", "and", "for", "de", "group", "&"})
_PLAIN_FORMS = {
    "股份有限公司": "plc",
    "股份公司": "plc",
    "股份有限责任公司": "plc",
    "股份有限": "plc",
}


@dataclass(frozen=True, slots=True)
class Company:
    """The parts of a company name, all folded; a part that the name does not have is empty.

    `place` is a code (normalise.places); `bracketed` says that it stood in brackets, the way a
    group tells its subsidiaries apart. `standing` is "group", "formal" (has a legal form) or
    "plain". `trade` keeps the order of the name; `initials` are those of a Latin name of three
    words or more.
    """

    brand: str
    trade: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    place: str = ""
    bracketed: bool = False
    form: str = ""
    standing: str = "plain"
    branch: str = ""
    former: tuple[str, ...] = ()
    script: str = "han"
    initials: str = ""

    @property
    def core(self) -> str:
        """Brand and trade: what people call the company."""
        return self.brand + "".join(self.trade)

    @property
    def whole(self) -> str:
        """Every part in one key: equal for two writings of one registered name."""
        parts = (self.place, self.core, self.form, self.standing, self.branch)
        return "|".join(parts)

    @property
    def core_sound(self) -> str:
        """Brand and trade in letters: equal for a name typed by its sound."""
        return sound(self.brand) + "".join(map(sound, self.trade))

    @property
    def brand_sounds(self) -> tuple[str, ...]:
        """Every way to say the brand, so that a Latin rendering meets the Chinese one."""
        return sounds(self.brand)


@lru_cache(maxsize=200_000)
def read(text: str) -> Company | None:
    """Take a company name apart; None when nothing of a name is left."""
    plain = fold(text)
    if not plain:
        return None
    plain, notes = _take_brackets(plain)
    former = tuple(c.core for n in notes if (m := _FORMER.match(n)) and (c := read(m[1])))
    rest = [n for n in notes if not _FORMER.match(n)]
    company = _read_chinese(plain, rest) if has_han(plain) else _read_latin(plain, rest)
    if company is None:
        return None
    return replace(company, former=former) if former else company


def _take_brackets(plain: str) -> tuple[str, list[str]]:
    notes = [note.strip() for note in _BRACKETS.findall(plain) if note.strip()]
    return _BRACKETS.sub(" ", plain), notes


def _read_chinese(plain: str, notes: list[str]) -> Company | None:
    text, branch = _take_branch(_DEPARTMENT.sub("", _NOISE.sub("", plain)))
    notes = [_NOISE.sub("", note) for note in notes]
    group = any(_GROUP.search(note) for note in notes)
    text, form = _take(_FORM, text)
    if group_found := _GROUP.search(text):
        text, group = text[: group_found.start()], True
    if not form and not group:
        text, form = _take(_FORM, text)
    bracketed = next(
        (p for n in notes if (p := places.leading(n)) and p.length >= len(n) - 1), None
    )
    text, place = _take_place(text)
    brand, trade = trades.split(text)
    if not brand:
        return None
    body = any(text.endswith(body) for body in trades.BODIES)
    formal = bool(form) or (body and not _BUREAU.search(text))
    return Company(
        brand=brand,
        trade=trade,
        classes=trades.classes(trade),
        place=bracketed.code if bracketed else place,
        bracketed=bracketed is not None,
        form=_PLAIN_FORMS.get(form, "ltd" if form else ""),
        standing="group" if group else "formal" if formal else "plain",
        branch=branch,
        script="han" if has_han(brand) else "latin",
    )


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.search(text)
    return (text[: found.start()], found[0]) if found and found.start() else (text, "")


def _take_branch(text: str) -> tuple[str, str]:
    """Cut a branch from the name: 松涛机械有限公司苏州分公司 gives also "苏州分公司"."""
    found = _BRANCH.search(text)
    if not found or not found.start():
        after = _AFTER_FORM.search(text)
        return (text[: after.start()], after[0]) if after else (text, "")
    kind, head = found[0], text[: found.start()]
    legal = list(_LEGAL.finditer(head))
    if legal and legal[-1].end() <= len(head):
        cut = legal[-1].end()
        return head[:cut], (head[cut:] + kind)
    if label := _BRANCH_LABEL.search(head):
        return head[: label.start()], label[0] + kind
    for start in range(2, len(head) - 1):
        place = places.leading(head[start:])
        if place and place.length == len(head) - start:
            return head[:start], head[start:] + kind
    return head, kind


def _take_place(text: str) -> tuple[str, str]:
    """Cut the registered place from the front, unless the name is nothing without it."""
    found = places.leading_path(text)
    if not found:
        # A foreign brand often carries the country behind it: abb中国.
        cut = text.removesuffix("中国")
        return (cut, places.COUNTRY) if cut != text and len(cut) > 1 else (text, "")
    for place in reversed(found):
        rest = text[place.length :]
        if len(rest) >= 2 and not trades.word_at(rest, 0):
            return rest, place.code
    # 金华科技: the city's name is the brand here.
    return text, ""


def _read_latin(plain: str, notes: list[str]) -> Company | None:
    words = [w for w in _NOISE.sub(" ", plain.replace("'s", "s")).split() if w]
    joined = [sound(word) for word in words]
    group = "group" in joined
    formal = any(word in _LATIN_FORMS for word in joined)
    branch = next((word for word in joined if word in _LATIN_BRANCH), "")
    left = [w for w in joined if w and w not in _LATIN_FORMS | _LATIN_SMALL | _LATIN_BRANCH]
    place, left, branch = _latin_place(left, notes, branch)
    at = next((i for i, w in enumerate(left) if i and trades.latin_class(w)), len(left))
    if not left:
        return None
    found = left[at:]
    labels = {c for w in found if (c := trades.latin_class(w))} - {"general"}
    return Company(
        brand="".join(left[:at]),
        trade=tuple(found),
        classes=tuple(sorted(labels)),
        place=place,
        bracketed=bool(notes and place),
        form="ltd" if formal else "",
        standing="group" if group else "formal" if formal else "plain",
        branch=branch,
        script="latin",
        initials="".join(word[0] for word in left) if len(left) > 2 else "",
    )


def _latin_place(left: list[str], notes: list[str], branch: str) -> tuple[str, list[str], str]:
    """Find a Latin place in brackets, in front or behind; of a branch it is the label."""
    for note in notes:
        if found := places.latin([sound(w) for w in note.split()]):
            return found.code, left, branch
    if branch and len(left) > 1 and places.latin(left[-1:]):
        return "", left[:-1], f"{left[-1]} {branch}"
    if len(left) > 1 and (found := places.latin(left)) and found.length < len(left):
        return found.code, left[found.length :], branch
    if len(left) > 1 and (found := places.latin(left[-1:])):
        return found.code, left[:-1], branch
    return "", left, branch
