"""Addresses by parts: place, district, road, house number, building and room.

A Chinese address runs from the widest part to the narrowest without spaces; a Latin one the
other way round with commas. Both come out in the same parts, words in letters (pinyin for
Chinese) so that one comparison serves both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from yingke.engines.linkage.normalise import places
from yingke.engines.linkage.normalise.text import fold, has_han, sound

_POSTCODE = re.compile(r"(?<!\d)(\d{6})(?!\d)")
_NOISE = re.compile(r"[\s,，。.;；、()（）\-–—]+")
_TOWN = re.compile(
    r"^([^路街道巷]{1,8}?(?:开发区|高新区|新区|工业园区|工业园|园区|街道|镇|乡|区|县|市))(?=.)"
)
_ROAD = re.compile(
    r"^(.{1,12}?(?:大道|大街|公路|胡同|路|街|道|巷|弄|里))(?=第?\d|[一二三四五六七八九十百]+号|$|[^\d])"
)
_HOUSE = re.compile(r"^第?(\d+(?:之\d+)?|[一二三四五六七八九十百]+)(?:号院?|弄|$)")
_NUMERALS = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_LATIN_HOUSE = re.compile(r"^(?:no\.?\s*)?(\d+[a-z]?)\s+(.+)$|^(.+?)\s+(?:no\.?\s*)?(\d+[a-z]?)$")
_STREET_WORDS = {
    "st": "street",
    "rd": "road",
    "ave": "avenue",
    "av": "avenue",
    "dr": "drive",
    "pl": "place",
    "cct": "circuit",
    "cres": "crescent",
    "ct": "court",
    "hwy": "highway",
    "ln": "lane",
    "blvd": "boulevard",
    "lu": "road",
    "jie": "street",
}
_LATIN_ROAD = re.compile(
    r"\b(?:street|road|avenue|drive|place|circuit|crescent|court|highway|lane|boulevard)\b"
)


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address; `place` is a code, the words are folded, unknown parts are ""."""

    place: str = ""
    district: str = ""
    road: str = ""
    house: str = ""
    rest: str = ""
    postcode: str = ""


@lru_cache(maxsize=200_000)
def read(text: str) -> Address | None:
    """Read an address written in one field; None when it is empty."""
    plain = fold(text)
    if not plain:
        return None
    return _read_chinese(plain) if has_han(plain) else _read_latin(plain)


def street(text: str) -> str:
    """Return a street name in letters, its kind written out ("forbes st" → "forbes street")."""
    plain = fold(text)
    if has_han(plain):
        return sound(plain)
    return " ".join(_STREET_WORDS.get(w, w) for w in _NOISE.sub(" ", plain).split())


def _read_chinese(plain: str) -> Address:
    found = _POSTCODE.search(plain)
    postcode = found[1] if found else ""
    left = _NOISE.sub("", plain.replace(postcode, "", 1).replace("邮编", ""))
    place = places.leading(left)
    left = left[place.length :] if place else left
    districts = []
    while town := _TOWN.match(left):
        districts.append(town[1])
        left = left[town.end() :]
    road = _ROAD.match(left)
    left = left[road.end() :] if road else left
    house = _HOUSE.match(left)
    left = left[house.end() :] if house else left
    return Address(
        place=place.code if place else "",
        district="".join(districts),
        road=road[1] if road else "",
        house=_number(house[1]) if house else "",
        rest=left,
        postcode=postcode,
    )


def _number(text: str) -> str:
    """Return a house number in digits: "一百二十三" and "123" are the same house."""
    if not any(c in "一二三四五六七八九十百" for c in text):
        return text
    total = current = 0
    for c in text:
        if c in "十百":
            total += (current or 1) * (10 if c == "十" else 100)
            current = 0
        else:
            current = _NUMERALS.get(c, 0)
    return str(total + current)


def _read_latin(plain: str) -> Address:
    parts = [part.strip() for part in plain.split(",") if part.strip()]
    found = _POSTCODE.search(plain)
    postcode = found[1] if found else ""
    road = house = code = ""
    rest = []
    for part in parts:
        words = [w for w in part.split() if w != postcode]
        if not road and _LATIN_ROAD.search(street(" ".join(words))):
            house, road = _split_house(" ".join(words))
        elif place := places.latin([sound(w) for w in words]):
            code = max(code, place.code, key=len) if code != places.COUNTRY else place.code
        elif words:
            rest.append(" ".join(words))
    return Address(place=code, road=road, house=house, rest=" ".join(rest), postcode=postcode)


def _split_house(text: str) -> tuple[str, str]:
    found = _LATIN_HOUSE.match(text)
    if not found:
        return "", street(text)
    return (found[1] or found[4]), street(found[2] or found[3])
