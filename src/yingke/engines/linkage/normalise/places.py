"""Chinese places as codes: 广东 is "44", 深圳 "4403", 南山区 "440305"; one holds another by prefix.

The divisions come from the table of GB/T 2260 codes that python-stdnum carries, past names
included, because a customer base remembers them. Pinyin names serve Latin addresses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from yingke.engines.linkage.normalise.text import fold, spoken, word_list

COUNTRY = "CN"
PROVINCES = {
    "11": "北京", "12": "天津", "13": "河北", "14": "山西", "15": "内蒙古", "21": "辽宁",
    "22": "吉林", "23": "黑龙江", "31": "上海", "32": "江苏", "33": "浙江", "34": "安徽",
    "35": "福建", "36": "江西", "37": "山东", "41": "河南", "42": "湖北", "43": "湖南",
    "44": "广东", "45": "广西", "46": "海南", "50": "重庆", "51": "四川", "52": "贵州",
    "53": "云南", "54": "西藏", "61": "陕西", "62": "甘肃", "63": "青海", "64": "宁夏",
    "65": "新疆", "71": "台湾", "81": "香港", "82": "澳门",
}  # fmt: skip
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
SHORT = {
    "11": "京", "12": "津", "13": "冀", "14": "晋", "15": "蒙", "21": "辽", "22": "吉", "23": "黑",
    "31": "沪", "32": "苏", "33": "浙", "34": "皖", "35": "闽", "36": "赣", "37": "鲁", "41": "豫",
    "42": "鄂", "43": "湘", "44": "粤", "45": "桂", "46": "琼", "50": "渝", "51": "川", "52": "黔",
    "53": "云", "54": "藏", "61": "陕", "62": "甘", "63": "青", "64": "宁", "65": "新", "71": "台",
    "81": "港", "82": "澳",
}  # fmt: skip

# Countries and great regions by which groups call their companies; each is a code of its own.
ABROAD = frozenset(word_list("regions_abroad"))
_ABROAD_SIZES = sorted({len(word) for word in ABROAD}, reverse=True)

# Counties that company names carry without their suffix; any other needs 市, 县 or 区.
_BARE_COUNTIES = frozenset(word_list("bare_counties"))
_TAIL = re.compile(
    r"(?:(?:藏|回|蒙古|维吾尔|壮|苗|彝|土家|侗|布依|傣|白|哈尼|朝鲜|羌|黎|傈僳|景颇|哈萨克|柯尔克孜)族?)*"
    r"(?:特别行政区|自治区|自治州|自治县|地区|省|市|州|盟|县|区|旗)$"
)
# Counties are numbered from 21, county towns from 81.
_LAST_DISTRICT = "20"
_ZONE = re.compile(
    r"(?:(?:[㐀-鿿]{2})?(?:国家)?(?:高新技术产业开发区|高新技术开发区|新技术开发区|经济技术开发区|经济开发区|"
    r"综合保税区|工业园区)|高新区|经开区|开发区|保税区|自由贸易试验区|自贸试验区|自贸区|生态城)"
)
_VALIDITY = re.compile(r"\[[^\]]*\]")
_PAST = re.compile(r"\[\d*-\d{4}\]")
_LINE = re.compile(r'(\d{2}|  \d{4}) (?:province|county)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Place:
    """A place at the start of a text: its code and how many characters named it."""

    code: str
    length: int


def holds(outer: str, inner: str) -> bool:
    """Say whether the place with the first code holds, or is, the place with the second."""
    return outer == COUNTRY or inner.startswith(outer)


def leading(text: str, *, within: str = "") -> Place | None:
    """Find the places a folded text begins with, each inside the one before ("江苏省无锡市").

    `within` starts inside a known place. The code is the innermost's; None when there is none.
    """
    if not within:
        for size in _ABROAD_SIZES:
            if text[:size] in ABROAD:
                return Place(f"+{text[:size]}", size)
    found = leading_path(text, within=within)
    return found[-1] if found else None


def leading_path(text: str, *, within: str = "") -> list[Place]:
    """Like `leading`, but every place on the way, from the outermost to the innermost."""
    code, used = within, 0
    steps: list[Place] = []
    while found := _one(text[used:], code) or _zone(text[used:], code):
        code, used = found.code, used + found.length
        steps.append(Place(code, used))
    return steps


def latin(words: list[str]) -> Place | None:
    """Find the place that one or two Latin words name ("wuxi", "inner mongolia"), if any."""
    for size in (2, 1):
        code = _latin_names().get("".join(words[:size]))
        if code and len(words) >= size:
            return Place(code, size)
    return None


def city(code: str) -> str:
    """Return the city of a city's or district's code; "" for a county, a province and above.

    A company may name its district or only its city; a county town has names of its own.
    """
    if code in MUNICIPALITIES or (len(code) == 4 and code.isdigit()):
        return code
    if len(code) != 6 or not code.isdigit():
        return ""
    if code[:2] in MUNICIPALITIES:
        return code[:2] if code[2:4] == "01" else ""
    return code[:4] if code[4:] <= _LAST_DISTRICT else ""


def name(code: str) -> str:
    """Return the Chinese name of a place without its suffix; "" for an unknown code."""
    if code.startswith("+"):
        return code[1:]
    return "中国" if code == COUNTRY else _by_code().get(code, "")


def _one(text: str, within: str) -> Place | None:
    if not within and text.startswith("中国"):
        return Place(COUNTRY, 2)
    outer = "" if within == COUNTRY else within
    for size in range(min(len(text), 12), 1, -1):
        names = (_by_name(), _bare_districts()) if city(outer) == outer else (_by_name(),)
        for code in (code for each in names for code in each.get(text[:size], ())):
            if len(code) > len(outer) and code.startswith(outer):
                return Place(code, size)
    return None


def _zone(text: str, within: str) -> Place | None:
    """A development zone behind its city or district: it is no division and has no code."""
    found = _ZONE.match(text) if city(within) else None
    return Place(within, found.end()) if found else None


@lru_cache(maxsize=1)
def _divisions() -> tuple[tuple[str, str], ...]:
    """Every division as (code without trailing zeros, full name), provinces first.

    A past name (昆山县) gets the code of the place as it is now (昆山市).
    """
    table = resources.files("stdnum.cn").joinpath("loc.dat").read_text("utf-8")
    province, rows = "", []
    for digits, names in _LINE.findall(table):
        if not digits.startswith(" "):
            province = digits
            rows.append((digits, fold(names), True))
            continue
        code = _trimmed(province + digits.strip())
        rows.extend(
            (code, fold(_VALIDITY.sub("", each)), not _PAST.match(each))
            for each in names.split(",")
        )
    now = {(c[:2], _TAIL.sub("", n)): c for c, n, current in rows if current}
    kept = ((c if current else now.get((c[:2], _TAIL.sub("", n)), c), n) for c, n, current in rows)
    found = {(code, name) for code, name in kept if len(name) > 1}
    return tuple(sorted(found, key=lambda row: (len(row[0]), row)))


def _trimmed(code: str) -> str:
    if code[2:] == "0000":
        return code[:2]
    # Districts of a municipality hang from its own two digits.
    return code[:4] if code[4:] == "00" else code


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[str, ...]]:
    """Codes that a name can mean, the widest place first."""
    found: dict[str, dict[str, None]] = {}
    for code, full in _divisions():
        short = _TAIL.sub("", full)
        names = [full]
        if len(short) > 1 and (len(code) < 6 or short in _BARE_COUNTIES):
            names.append(short)
        for each in names:
            if each not in {"市辖区", "县"}:
                found.setdefault(each, {})[code] = None
    for code, short in PROVINCES.items():
        found.setdefault(short, {})[code] = None
    return {each: tuple(sorted(codes, key=len)) for each, codes in found.items()}


@lru_cache(maxsize=1)
def _bare_districts() -> dict[str, tuple[str, ...]]:
    """Districts without their suffix, as names carry them behind the city (佛山南海)."""
    found: dict[str, list[str]] = {}
    for code, full in _divisions():
        short = _TAIL.sub("", full.removesuffix("新区"))
        if len(code) == 6 and city(code) and len(short) > 1:
            found.setdefault(short, []).append(code)
    return {each: tuple(codes) for each, codes in found.items()}


@lru_cache(maxsize=1)
def _by_code() -> dict[str, str]:
    names = {code: _TAIL.sub("", full) or full for code, full in reversed(_divisions())}
    return names | PROVINCES


@lru_cache(maxsize=1)
def _latin_names() -> dict[str, str]:
    """Pinyin of provinces and cities, with the names that English keeps of its own."""
    names = {
        spoken(short): code
        for code, full in reversed(_divisions())
        if (short := _TAIL.sub("", full)) and (len(code) < 6 or short in _BARE_COUNTIES)
    }
    names |= {spoken(short): code for code, short in PROVINCES.items()}
    own = {
        "hongkong": "81",
        "macau": "82",
        "macao": "82",
        "taiwan": "71",
        "tibet": "54",
        "innermongolia": "15",
        "shaanxi": "61",
        "china": COUNTRY,
        "peking": "11",
        "canton": "4401",
    }
    return {n: c for n, c in names.items() if len(n) > 3} | own
