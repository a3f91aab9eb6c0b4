"""When two company names mean one company: the steps of the comparisons made for names.

These weights are rules of how companies are named, registered and talked about, stated in
`docs/explanation/linkage.md`; a file's frequencies do not change them (`learn` is off).
"""

from __future__ import annotations

from yingke.engines.linkage.levels import Comparison, Level, Pair, edits
from yingke.engines.linkage.normalise import places
from yingke.engines.linkage.profiles import LEAST_SPELT, Profile

_INFORMAL = "NOT (formal_l AND formal_r)"
_CLEAR = "(clear_l AND clear_r)"
_SAME_BRAND = "brand_l = brand_r"
_BOTH_GROUPS = "(standing_l = 'group' AND standing_r = 'group')"
_NO_TRADE = "({size}(trade_l) = 0 OR {size}(trade_r) = 0)"
_TRADE_WITHIN = (
    "{size}(array_intersect(trade_l, trade_r)) = least({size}(trade_l), {size}(trade_r))"
)
_SHORT = "(array_contains(shorts_l, core_r) OR array_contains(shorts_r, core_l))"
_CLASSES_MEET = (
    "({overlap}(classes_l, classes_r) OR {size}(classes_l) = 0 OR {size}(classes_r) = 0)"
)


def _informal(a: Profile, b: Profile) -> bool:
    return not (a.formal and b.formal)


def _clear(a: Profile, b: Profile) -> bool:
    return bool(a.clear and b.clear)


def _same_brand(a: Profile, b: Profile) -> bool:
    return a.brand == b.brand


def _no_trade(a: Profile, b: Profile) -> bool:
    return not a.trade or not b.trade


def _trade_within(a: Profile, b: Profile) -> bool:
    one, two = set(a.trade or ()), set(b.trade or ())
    return len(one & two) == min(len(a.trade or ()), len(b.trade or ()))


def _short(a: Profile, b: Profile) -> bool:
    return b.core in (a.shorts or ()) or a.core in (b.shorts or ())


def _contracted(one: str, two: str) -> bool:
    """Say whether the shorter name, three characters at least, is the longer with some left out."""
    short, long = sorted((one, two), key=len)
    rest = iter(long)
    return len(short) >= 3 and all(c in rest for c in short)


def _both_groups(a: Profile, b: Profile) -> bool:
    return a.standing == b.standing == "group"


def _classes_meet(a: Profile, b: Profile) -> bool:
    return not a.classes or not b.classes or bool(set(a.classes) & set(b.classes))


def _same_place_known(a: Profile, b: Profile) -> bool:
    return a.place is not None and b.place is not None


def _rule(name: str, sql: str, holds: Pair, m: float, u: float) -> Level:
    return Level(name, sql, holds, m, u, learn=False)


NAME = Comparison(
    "name",
    ("core",),
    (
        _rule(
            "same_name",
            f"whole_l = whole_r AND (formal_l OR {_CLEAR})",
            lambda a, b: a.whole == b.whole and (bool(a.formal) or _clear(a, b)),
            0.45,
            1e-9,
        ),
        _rule(
            "same_core",
            f"core_l = core_r AND ({_CLEAR} OR (place_l IS NOT NULL AND place_r IS NOT NULL))",
            lambda a, b: a.core == b.core and (_clear(a, b) or _same_place_known(a, b)),
            0.2,
            1e-7,
        ),
        _rule(
            "former",
            "array_contains(former_l, core_r) OR array_contains(former_r, core_l)",
            lambda a, b: b.core in (a.former or ()) or a.core in (b.former or ()),
            0.01,
            1e-8,
        ),
        _rule(
            "short_form",
            f"{_INFORMAL} AND {_CLEAR} AND {_SHORT}",
            lambda a, b: _informal(a, b) and _clear(a, b) and _short(a, b),
            0.1,
            2e-7,
        ),
        _rule(
            "brand_and_trade",
            f"{_SAME_BRAND} AND {_INFORMAL} AND {_CLEAR} AND NOT {_NO_TRADE} AND {_TRADE_WITHIN}",
            lambda a, b: (
                _same_brand(a, b)
                and _informal(a, b)
                and _clear(a, b)
                and not _no_trade(a, b)
                and _trade_within(a, b)
            ),
            0.1,
            2e-7,
        ),
        _rule(
            "brand_alone",
            f"{_SAME_BRAND} AND {_INFORMAL} AND {_NO_TRADE} AND ({_CLEAR} OR {_BOTH_GROUPS})",
            lambda a, b: (
                _same_brand(a, b)
                and _informal(a, b)
                and _no_trade(a, b)
                and (_clear(a, b) or _both_groups(a, b))
            ),
            0.08,
            4e-7,
        ),
        _rule(
            "contracted",
            f"{_INFORMAL} AND {_CLEAR} AND head_l = head_r AND (core_l LIKE spread_r "
            "OR core_r LIKE spread_l) AND least(length(core_l), length(core_r)) >= 3 "
            f"AND marks_l = marks_r AND ({_SAME_BRAND} OR NOT {{overlap}}(trade_l, trade_r))",
            lambda a, b: (
                _informal(a, b)
                and _clear(a, b)
                and a.head is not None
                and a.head == b.head
                and _contracted(a.core or "", b.core or "")
                and a.marks == b.marks
                and (_same_brand(a, b) or not set(a.trade or ()) & set(b.trade or ()))
            ),
            0.05,
            4e-7,
        ),
        _rule(
            "transcribed",
            "script_l <> script_r AND {overlap}(brand_sounds_l, brand_sounds_r) "
            f"AND {_CLASSES_MEET}",
            lambda a, b: (
                a.script != b.script
                and bool(set(a.brand_sounds or ()) & set(b.brand_sounds or ()))
                and _classes_meet(a, b)
            ),
            0.05,
            2e-7,
        ),
        _rule(
            "misspelt",
            "script_l = 'latin' AND script_r = 'latin' "
            f"AND least(length(brand_l), length(brand_r)) >= {LEAST_SPELT} "
            "AND substr(brand_l, 1, 1) = substr(brand_r, 1, 1) "
            f"AND levenshtein(brand_l, brand_r) = 1 AND {_TRADE_WITHIN}",
            lambda a, b: (
                a.script == b.script == "latin"
                and min(len(a.brand or ""), len(b.brand or "")) >= LEAST_SPELT
                and (a.brand or "")[:1] == (b.brand or "")[:1]
                and edits(a.brand or "", b.brand or "") == 1
                and _trade_within(a, b)
            ),
            0.03,
            2e-7,
        ),
        _rule(
            "homophone",
            f"core_sound_l = core_sound_r AND core_l <> core_r AND script_l = script_r "
            f"AND (trade_l = trade_r OR {_NO_TRADE})",
            lambda a, b: (
                a.core_sound == b.core_sound
                and a.core != b.core
                and a.script == b.script
                and (a.trade == b.trade or _no_trade(a, b))
            ),
            0.02,
            4e-4,
        ),
        _rule(
            "related",
            f"core_l = core_r OR {_SHORT} OR ({_SAME_BRAND} AND {_TRADE_WITHIN})",
            lambda a, b: (
                a.core == b.core or _short(a, b) or (_same_brand(a, b) and _trade_within(a, b))
            ),
            0.03,
            1e-4,
        ),
        _rule("other_trade", _SAME_BRAND, _same_brand, 1e-6, 1e-3),
        _rule("other", "ELSE", lambda a, b: True, 0.05, 0.998),
    ),
)

_HOLDS = (
    "(substr(place_l, 1, length(place_r)) = place_r "
    "OR substr(place_r, 1, length(place_l)) = place_l)"
)


def _place_holds(a: Profile, b: Profile) -> bool:
    one, two = a.place or "", b.place or ""
    return one.startswith(two) or two.startswith(one)


def _country(a: Profile, b: Profile) -> bool:
    return (a.place == places.COUNTRY) != (b.place == places.COUNTRY)


PLACE = Comparison(
    "place",
    ("place",),
    (
        _rule("same", "place_l = place_r", lambda a, b: a.place == b.place, 0.7, 0.03),
        _rule(
            "within",
            f"{_HOLDS} AND {_INFORMAL}",
            lambda a, b: _place_holds(a, b) and _informal(a, b),
            0.2,
            0.06,
        ),
        _rule(
            "district",
            f"{_HOLDS} AND city_l = city_r",
            lambda a, b: _place_holds(a, b) and a.city is not None and a.city == b.city,
            0.1,
            0.05,
        ),
        _rule("registered_apart", f"{_HOLDS}", _place_holds, 0.001, 0.05),
        _rule("country", "place_l = 'CN' OR place_r = 'CN'", _country, 0.01, 0.05),
        _rule("other", "ELSE", lambda a, b: True, 0.0009, 0.9),
    ),
)

# A group tells its subsidiaries apart by a place in brackets:
# 松涛(上海)有限公司 is not 松涛有限公司.
UNIT = Comparison(
    "unit",
    ("core",),
    (
        _rule(
            "bracketed",
            "formal_l AND formal_r AND ((bracketed_l AND place_r IS NULL) "
            "OR (bracketed_r AND place_l IS NULL))",
            lambda a, b: (
                bool(a.formal and b.formal)
                and bool((a.bracketed and b.place is None) or (b.bracketed and a.place is None))
            ),
            0.001,
            0.1,
        ),
        _rule(
            "group_and_member",
            "(standing_l = 'group' AND standing_r = 'formal') "
            "OR (standing_l = 'formal' AND standing_r = 'group')",
            lambda a, b: {a.standing, b.standing} == {"group", "formal"},
            0.0005,
            0.1,
        ),
        _rule("other", "ELSE", lambda a, b: True, 0.9985, 0.8),
    ),
)

BRANCH = Comparison(
    "branch",
    ("branch",),
    (
        _rule(
            "none",
            "branch_l = '-' AND branch_r = '-'",
            lambda a, b: a.branch == b.branch == "-",
            0.96,
            0.93,
        ),
        _rule("same", "branch_l = branch_r", lambda a, b: a.branch == b.branch, 0.039999, 0.005),
        _rule("other", "ELSE", lambda a, b: True, 1e-7, 0.065),
    ),
)

CREDIT = Comparison(
    "credit",
    ("credit_meant",),
    (
        _rule(
            "same",
            "credit_l = credit_r",
            lambda a, b: a.credit is not None and a.credit == b.credit,
            0.97,
            1e-9,
        ),
        _rule(
            "two_valid",
            "credit_l IS NOT NULL AND credit_r IS NOT NULL",
            lambda a, b: a.credit is not None and b.credit is not None,
            1e-9,
            0.9,
        ),
        _rule(
            "mended",
            "{overlap}(credit_meant_l, credit_meant_r)",
            lambda a, b: bool(set(a.credit_meant or ()) & set(b.credit_meant or ())),
            0.02,
            1e-6,
        ),
        _rule("other", "ELSE", lambda a, b: True, 0.01, 0.1),
    ),
)

COMPANY = (NAME, PLACE, UNIT, BRANCH, CREDIT)
