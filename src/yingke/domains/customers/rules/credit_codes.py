"""The unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, two are checks.

Character 18 checks the whole code. Character 17 checks characters 9–16, the organisation code
(GB 11714-1997). The two together tell which part of a mistyped code to look at.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from stdnum.cn import uscc
from stdnum.util import clean

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


# The registering office and the kinds of organisation that it registers (GB 32100-2015, table 1)
KINDS: Final = {
    "1": "1239", "2": "19", "3": "123459", "4": "19", "5": "1239", "6": "129", "7": "129",
    "8": "19", "9": "123", "A": "19", "N": "1239", "Y": "1",
}  # fmt: skip


class Fault(Enum):
    LENGTH = "length"
    DIGIT_NEEDED = "digit_needed"
    LETTER_NOT_USED = "letter_not_used"
    ORGANISATION_PART = "organisation_part"
    REGION_PART = "region_part"


@dataclass(frozen=True)
class CodeFault:
    """What is wrong with a code: characters `first` to `last`, counted from 1.

    `found` is the wrong character if it is known, otherwise the part; for a wrong length,
    `first` and `last` are both the actual number of characters.
    """

    fault: Fault
    first: int
    last: int
    found: str


def normalise(text: str) -> str:
    """Return the code in capitals, without spaces, hyphens or full-width forms."""
    return str(clean(text, " -\u3000")).upper().strip()


def fault_in(code: str) -> CodeFault | None:
    """Return the first fault of a normalised code, or None if it is valid."""
    if len(code) != LENGTH:
        return CodeFault(Fault.LENGTH, len(code), len(code), code)
    for position, character in enumerate(code, start=1):
        if 3 <= position <= 8 and character not in "0123456789":
            return CodeFault(Fault.DIGIT_NEEDED, position, position, character)
        if character not in ALPHABET:
            return CodeFault(Fault.LETTER_NOT_USED, position, position, character)
    if uscc.is_valid(code):
        return None
    if organisation_check(code[8:16]) != code[16]:
        return CodeFault(Fault.ORGANISATION_PART, 9, 17, code[8:17])
    return CodeFault(Fault.REGION_PART, 1, 8, code[:8])


def organisation_check(body: str) -> str:
    """The check character of an organisation code's first eight characters (GB 11714-1997)."""
    total = sum(
        _ORGANISATION_ALPHABET.index(character) * weight
        for character, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X0"[11 - total % 11]


def knows_kind(code: str) -> bool:
    """Whether the first two characters name an office and a kind that it registers."""
    return code[1:2] in set(KINDS.get(code[:1], ""))
