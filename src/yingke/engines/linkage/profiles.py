"""A record made comparable: every field in its one writing, and the keys under which it is found.

Two records are worth comparing when they share a key. The same keys serve the linking of whole
files (a join) and the check of one record while a person types (an index).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from yingke.engines.linkage.book import NameBook, is_formal
from yingke.engines.linkage.fields import Field, Row
from yingke.engines.linkage.normalise import (
    addresses,
    companies,
    credit,
    dates,
    emails,
    persons,
    phones,
    places,
)
from yingke.engines.linkage.normalise.companies import Company
from yingke.engines.linkage.normalise.text import fold, sound
from yingke.engines.linkage.shortening import short_forms

_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """One record's comparable values; None says that the record does not tell.

    Words compared by distance are ASCII letters (pinyin for Chinese), because databases count
    distances in bytes. `clear` says that the name can mean only one company of the base; `spread`
    is the core as a pattern (松%涛%重%机%) that a longer name of the same characters fits.
    """

    whole: str | None = None
    core: str | None = None
    spread: str | None = None
    head: str | None = None
    brand: str | None = None
    core_sound: str | None = None
    brand_sounds: _Words | None = None
    trade: _Words | None = None
    classes: _Words | None = None
    shorts: _Words | None = None
    former: _Words | None = None
    marks: str | None = None
    place: str | None = None
    city: str | None = None
    bracketed: bool | None = None
    formal: bool | None = None
    standing: str | None = None
    branch: str | None = None
    script: str | None = None
    clear: bool | None = None
    credit: str | None = None
    credit_meant: _Words | None = None
    family: str | None = None
    family_sound: str | None = None
    given: str | None = None
    given_sound: str | None = None
    phone: str | None = None
    phones: _Words | None = None
    email: str | None = None
    domain: str | None = None
    website: str | None = None
    site: str | None = None
    house: str | None = None
    road: str | None = None
    locality: str | None = None
    district: str | None = None
    postcode: str | None = None
    region: str | None = None
    birth: str | None = None
    occupation: str | None = None
    identifier: str | None = None


COLUMNS = tuple(f.name for f in fields(Profile))
LISTS = frozenset(
    {"brand_sounds", "trade", "classes", "shorts", "former", "credit_meant", "phones"}
)
# By how many characters a Chinese short name begins as the full one does.
_HEAD = 2
_MARKS = re.compile("[一二三四五六七八九十百]|集团")
_ADDRESS = {
    Field.ADDRESS,
    Field.HOUSE,
    Field.ROAD,
    Field.LOCALITY,
    Field.DISTRICT,
    Field.POSTCODE,
    Field.REGION,
}
# By how many letters a person's name begins as another writing of it does.
_BEGINNING = 3
# A shorter Latin brand one letter away is another brand, not a slip.
LEAST_SPELT = 6
FLAGS = frozenset({"bracketed", "formal", "clear"})


def company_of(row: Row) -> Company | None:
    """Read the company name of a record."""
    return companies.read(row.get(Field.COMPANY, ""))


def profile(row: Row, book: NameBook) -> Profile:
    """Make one record comparable with the records of the base that `book` was made from."""
    values: dict[str, Any] = {}
    company = company_of(row)
    if company:
        values |= _company_values(company)
        values["clear"] = book.is_clear(company)
    values |= _person_values(row)
    values |= _contact_values(row)
    values |= _address_values(row)
    values["birth"] = dates.read(row.get(Field.BIRTH_DATE, ""))
    values["occupation"] = sound(fold(row.get(Field.OCCUPATION, "")))
    values["identifier"] = credit.compact(row.get(Field.IDENTIFIER, ""))
    return Profile(**{n: v for n, v in values.items() if v not in ("", None)})


@lru_cache(maxsize=200_000)
def _company_values(company: Company) -> dict[str, Any]:
    return {
        "whole": company.whole,
        "core": company.core,
        "spread": "%".join(company.core) + "%" if company.script == "han" else None,
        "head": company.core[:_HEAD] if company.script == "han" else None,
        "brand": company.brand,
        "core_sound": company.core_sound,
        "brand_sounds": company.brand_sounds,
        "trade": company.trade,
        "classes": company.classes,
        "shorts": short_forms(company),
        "former": company.former,
        "marks": _marks(company.core),
        "place": company.place,
        "city": places.city(company.place),
        "bracketed": company.bracketed,
        "formal": is_formal(company),
        "standing": company.standing,
        "branch": company.branch or "-",
        "script": company.script,
    }


def _marks(core: str) -> str:
    """What no short form of a name leaves out: its numerals, and 集团 before a member's own trade.

    中铁四局 and 中铁十四局集团第三工程 are not short for 中铁十四局.
    """
    return "-" + "".join(_MARKS.findall(core))


def _person_values(row: Row) -> dict[str, Any]:
    family, given = row.get(Field.FAMILY_NAME, ""), row.get(Field.GIVEN_NAME, "")
    split = bool(family or given)
    person = persons.read_parts(family, given) if split else persons.read(row.get(Field.PERSON, ""))
    if person is None:
        return {}
    return {
        "family": person.family,
        "family_sound": person.family_sound,
        "given": person.given,
        "given_sound": person.given_sound,
    }


def _contact_values(row: Row) -> dict[str, Any]:
    numbers = tuple(phone.number for phone in phones.read(row.get(Field.PHONE, "")))
    email = emails.read(row.get(Field.EMAIL, ""))
    code = credit.read(row.get(Field.CREDIT_CODE, ""))
    return {
        "phone": numbers[0] if numbers else None,
        "phones": numbers or None,
        "email": email.address if email else None,
        "domain": email.domain if email else None,
        "website": emails.site(row.get(Field.WEBSITE, "")),
        "credit": code.written if code and code.valid else None,
        "credit_meant": _meant(code) if code else None,
    }


def _meant(code: credit.CreditCode) -> _Words:
    """The codes that may be meant: the valid one itself, or the corrections of a wrong one."""
    return (code.written,) if code.valid else tuple(dict.fromkeys(r.code for r in code.repairs))


def _address_values(row: Row) -> dict[str, Any]:
    if not _ADDRESS & row.keys():
        return {}
    whole = addresses.read(row.get(Field.ADDRESS, "")) or addresses.Address()
    return {
        "site": whole.place,
        "house": fold(row.get(Field.HOUSE, "")) or whole.house,
        "road": addresses.street(row.get(Field.ROAD, "") or whole.road),
        "locality": sound(fold(row.get(Field.LOCALITY, "") or whole.rest)),
        "district": sound(fold(row.get(Field.DISTRICT, "") or whole.district)),
        "postcode": fold(row.get(Field.POSTCODE, "")) or whole.postcode,
        "region": sound(fold(row.get(Field.REGION, ""))),
    }


@dataclass(frozen=True, slots=True)
class Keys:
    """Under which keys a record meets others; in no order.

    `shared` keys meet the same shared key. What a record is called (`sought`) meets what another
    may be called (`offered`): 松涛重机 seeks, 松涛重型机械有限公司 offers. Two registered names
    that offer the same short form need no comparison for its sake.
    """

    shared: frozenset[str]
    sought: frozenset[str]
    offered: frozenset[str]


def keys(record: Profile) -> Keys:
    """Return the keys of a record. Names stand for themselves, everything else has a tag."""
    shared = _fact_keys(record)
    if record.core is None:
        return Keys(frozenset(shared | _person_keys(record)), frozenset(), frozenset())
    shared |= {record.core, *(record.former or ()), f"s:{record.core_sound}", *_gaps(record)}
    spoken = {record.brand or "", f"h:{record.head}"}
    heard = {f"s:{each}" for each in record.brand_sounds or ()}
    sought = set() if record.formal else spoken | {record.core}
    if record.script == "latin":
        sought |= heard
    offered = frozenset(record.shorts or ()) | spoken | heard
    return Keys(frozenset(shared), frozenset(sought), offered)


def _fact_keys(record: Profile) -> set[str]:
    """The keys of everything but the company's name."""
    found = {f"c:{code}" for code in record.credit_meant or ()}
    found |= {f"t:{number}" for number in record.phones or ()}
    single = (
        ("m", record.email),
        ("m", record.domain),
        ("m", record.website),
        ("i", record.identifier),
        ("b", record.birth),
    )
    found |= {f"{tag}:{value}" for tag, value in single if value}
    family, given = record.family_sound or "", record.given_sound or ""
    if family and given:
        found.add(f"p:{min(family, given)}|{max(family, given)}")
    if record.road and record.house:
        found.add(f"a:{record.road}|{record.house}|{record.site or record.postcode}")
    if record.postcode:
        found |= {f"f:{record.postcode}|{family}"} if family else set()
        found |= {f"g:{record.postcode}|{given}"} if given else set()
    return found


def _person_keys(record: Profile) -> set[str]:
    """The keys under which a person is found though every field may be wrong or missing.

    The beginning of either name, with the year of birth, a place or the occupation; both names
    by their beginnings.
    """
    family = (record.family_sound or "")[:_BEGINNING]
    given = (record.given_sound or "")[:_BEGINNING]
    facts = {
        "y": (record.birth or "")[:4],
        "l": record.locality,
        "d": record.district,
        "z": record.postcode,
        "o": record.occupation,
    }
    told = [f"{tag}:{value}" for tag, value in facts.items() if value]
    found = {f"{fact}|f:{family}" for fact in told if family}
    found |= {f"{fact}|g:{given}" for fact in told if given}
    if family and given:
        found.add(f"n:{family}|{given}")
    return found


def _gaps(record: Profile) -> list[str]:
    """A Latin brand with each letter left out in turn: two brands one slip apart share one."""
    brand = record.brand or ""
    if record.script != "latin" or len(brand) < LEAST_SPELT:
        return []
    return [f"d:{brand}", *(f"d:{brand[:i]}{brand[i + 1 :]}" for i in range(len(brand)))]
