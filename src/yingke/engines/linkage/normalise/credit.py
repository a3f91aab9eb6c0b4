"""统一社会信用代码 (GB 32100-2015): read it, check it, and name the digit that is wrong.

The code carries two witnesses. Position 17 checks the organisation code in positions 9–16
(GB 11714, modulo 11) and position 18 checks everything before it (modulo 31). One wrong
character leaves only a few single corrections that satisfy both, and the commonest slips
(O for 0, I for 1, S for 5, two neighbours swapped) come first among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from yingke.engines.linkage.normalise.places import PROVINCES
from yingke.engines.linkage.normalise.text import fold

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {c: value for value, c in enumerate(ALPHABET)}
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LOOK_ALIKES = {
    "O": "0Q",
    "I": "1L",
    "L": "1",
    "Z": "27",
    "S": "5",
    "B": "8",
    "V": "UY",
    "G": "6",
    "0": "DQ",
    "1": "L7",
    "2": "7",
    "5": "6",
    "8": "B3",
    "U": "W",
    "D": "0",
    "Q": "0",
}


@dataclass(frozen=True, slots=True)
class Repair:
    """One correction that makes the code valid: `position` counts from 1."""

    position: int
    found: str
    expected: str
    code: str


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A credit code as written, whether it is valid, and if not, why and what may be meant.

    `problem` is one of ``""``, ``"length"``, ``"character"``, ``"check"``; `positions` are
    those that can be the wrong one (from 1), the likeliest first.
    """

    written: str
    valid: bool
    problem: str = ""
    repairs: tuple[Repair, ...] = ()

    @property
    def positions(self) -> tuple[int, ...]:
        """The positions, counted from 1, at which one change mends the code."""
        return tuple(dict.fromkeys(repair.position for repair in self.repairs))


def compact(text: str) -> str:
    """Return the characters of a code alone: half width, upper case, no separators."""
    return "".join(c for c in fold(text).upper() if c.isalnum())


@lru_cache(maxsize=200_000)
def read(text: str) -> CreditCode | None:
    """Read one credit code; None when the field holds no character of a code."""
    code = compact(text)
    if not code:
        return None
    if len(code) != LENGTH:
        return CreditCode(code, valid=False, problem="length")
    if is_valid(code):
        return CreditCode(code, valid=True)
    strange = [
        i for i, c in enumerate(code) if c not in ALPHABET or (i in range(2, 8) and not c.isdigit())
    ]
    problem = "character" if strange else "check"
    return CreditCode(code, valid=False, problem=problem, repairs=_repairs(code, strange))


def is_valid(code: str) -> bool:
    """Say whether an 18-character code is well formed and its last character checks the rest.

    The arithmetic is that of python-stdnum (`stdnum.cn.uscc`), a test holds the two equal; that
    one cleans its input at every step, which a hundred thousand codes would wait for.
    """
    if not (len(code) == LENGTH and code.isascii() and code[:8].isdigit()):
        return False
    try:
        total = sum(_VALUES[c] * w for c, w in zip(code, _WEIGHTS, strict=True))
    except KeyError:
        return False
    return total % 31 == 0


def is_sound(code: str) -> bool:
    """Say whether both check characters and the region of an 18-character code agree."""
    return is_valid(code) and _organisation_check(code) and code[2:4] in _REGIONS


def _organisation_check(code: str) -> bool:
    try:
        total = sum(int(c, 36) * w for c, w in zip(code[8:16], _ORGANISATION_WEIGHTS, strict=True))
    except ValueError:
        return False
    return code[16] == "0123456789X0"[11 - total % 11]


def _repairs(code: str, strange: list[int]) -> tuple[Repair, ...]:
    """Every single change, or swap of two neighbours, after which both witnesses agree."""
    if len(strange) > 1:
        return ()
    found = [
        (_rank(code[i], c), i, Repair(i + 1, code[i], c, changed))
        for i in (strange or range(LENGTH))
        for c in ALPHABET
        if c != code[i] and is_sound(changed := code[:i] + c + code[i + 1 :])
    ]
    if not strange:
        found += [
            (1, i, Repair(i + 1, code[i : i + 2], code[i + 1] + code[i], changed))
            for i in range(LENGTH - 1)
            if code[i] != code[i + 1]
            and is_sound(changed := code[:i] + code[i + 1] + code[i] + code[i + 2 :])
        ]
    return tuple(repair for _, _, repair in sorted(found, key=lambda item: item[:2]))


def _rank(found: str, expected: str) -> int:
    return 0 if expected in _LOOK_ALIKES.get(found, "") else 2


# 10 is the national registry, which registers without a province.
_REGIONS = frozenset(PROVINCES) | {"10"}


def say(code: CreditCode) -> str:
    """Say in English what is wrong with a code and which digit mends it; "" if it is valid."""
    if code.valid:
        return ""
    if code.problem == "length":
        return f"{code.written} has {len(code.written)} characters where a credit code has {LENGTH}"
    if not code.repairs:
        return f"{code.written} fails its check, and no single change mends it"
    ways = [f"digit {r.position} should be {r.expected}, not {r.found}" for r in code.repairs[:3]]
    return f"{code.written} fails its check: " + " or ".join(ways)
