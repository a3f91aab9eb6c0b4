"""Provinces, cities and districts of China, by code and within an address.

The names come with python-stdnum (`cn/loc.dat`, from GB/T 2260 with its changes since 1980). A city
of which only the districts are listed there is known by its own entry, whose code ends in 00.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from stdnum import numdb

SHORT: Final = re.compile(r"(省|市|特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区)$")
ENDS: Final = re.compile(r"(自治州|地区|盟|市)")
DISTRICT: Final = re.compile(r"[一-鿿]{1,14}?(?:自治县|林区|特区|园区|新区|区|县|旗|市)")
CITY: Final = re.compile(r"[一-鿿]{1,10}?(?:自治州|地区|盟|市)")
MUNICIPAL: Final = {"北京", "天津", "上海", "重庆"}


@dataclass(frozen=True)
class AddressParts:
    """An address in parts; what it does not name is empty."""

    province: str = ""
    city: str = ""
    district: str = ""
    rest: str = ""


@cache
def provinces() -> dict[str, str]:
    """The provinces by the first two digits of their codes."""
    found = {}
    for number in range(11, 83):
        name = province_of(f"{number:02}")
        if name:
            found[f"{number:02}"] = name
    return found


@cache
def province_of(code: str) -> str | None:
    """The province of a code of two digits."""
    _digits, facts = numdb.get("cn/loc").info(f"{code}0000")[0]
    name = facts.get("province")
    return str(name) if name else None


def place_of(code: str) -> str:
    """The province and, where it is known, the county of a code of six digits."""
    province = province_of(code[:2]) or ""
    county = _latest(numdb.get("cn/loc").info(code)[-1][1].get("county", ""))
    return province if county in {"", province, "市辖区", "县"} else province + county


@cache
def is_known(code: str) -> bool:
    """Whether a code of six digits is, or was once, that of a county, a city or a province."""
    names = str(numdb.get("cn/loc").info(code)[-1][1].get("county", ""))
    return bool(names) and names != "市辖区"


def split_address(address: str) -> AddressParts:
    """The province, city and district at the beginning of an address, and the rest of it.

    A province that the address leaves out is known from its city where only one has a city so
    called.
    """
    text = re.sub(r"\s+", "", address).removeprefix("中国")
    province, rest = _province(text)
    city, rest = _taken(CITY, rest)
    if _short(province) in MUNICIPAL and not city:
        city = province
    if not province and city:
        province = _cities().get(city, "")
    if not province and not city:
        return AddressParts(rest=text)
    if _short(city) in MUNICIPAL:
        province = city
    district, rest = _taken(DISTRICT, rest)
    return AddressParts(province, city, district, rest)


def _province(text: str) -> tuple[str, str]:
    for name in provinces().values():
        short = _short(name)
        if text.startswith(name):
            rest = text[len(name) :]
            return name, name + rest if short in MUNICIPAL and not rest else rest
        if text.startswith(short):
            rest = text[len(short) :].removeprefix("省")
            if not re.match(r"[市路街大中东西南北一二三]", rest):
                return name, rest
    return "", text


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.match(text)
    return (found.group(), text[found.end() :]) if found else ("", text)


@cache
def _cities() -> dict[str, str]:
    """The province of each city that bears its name alone."""
    found: dict[str, str] = {}
    for number, province in provinces().items():
        for middle in range(1, 91):
            code = f"{number}{middle:02}00"
            name = _latest(numdb.get("cn/loc").info(code)[-1][1].get("county", ""))
            if ENDS.search(name):
                found[name] = "" if found.get(name, province) != province else province
    return found


def _latest(names: str) -> str:
    """The present one of several names with their years: `[1983-2002]杏林区,[2003-]海沧区`."""
    last = names.rsplit(",", maxsplit=1)[-1]
    return "" if re.match(r"\[\d*-\d+\]", last) else re.sub(r"^\[[^\]]*\]", "", last)


def _short(name: str) -> str:
    return SHORT.sub("", name)
