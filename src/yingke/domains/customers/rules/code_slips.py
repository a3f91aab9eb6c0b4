"""The likeliest single slip in a wrong unified social credit code, from its two check characters.

A slip is a letter typed for the digit it looks like, two neighbours swapped, a character typed
twice, a wrong check character, or one other wrong character. What is offered is always a valid
code, and only where no other slip of its kind, nor of a likelier one, would explain it too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from typing import Final

from stdnum.cn import uscc

from yingke.domains.customers.rules.credit_codes import (
    ALPHABET,
    LENGTH,
    fault_in,
    knows_kind,
    normalise,
    organisation_check,
)
from yingke.domains.customers.rules.places import is_known, province_of

LOOK_ALIKE: Final = {
    "O": "0", "I": "1", "Z": "2", "S": "5", "V": "UY", "B": "8", "Q": "0", "D": "0", "L": "1",
}  # fmt: skip
NEVER_USED: Final = frozenset("IOSVZ")


class SlipKind(Enum):
    LOOK_ALIKE = "look_alike"
    SWAPPED = "swapped"
    DOUBLED = "doubled"
    CHECK = "check"
    CHARACTER = "character"


@dataclass(frozen=True)
class Slip:
    """Characters `first` to `last` (from 1) of a wrong code, and the code that was meant."""

    kind: SlipKind
    first: int
    last: int
    code: str


def likeliest_slip(text: str) -> Slip | None:
    """The one slip that explains a wrong code; None for a valid one, or where several would do."""
    code = normalise(text)
    if fault_in(code) is None:
        return None
    for kinds in LIKELIHOODS:
        slips = chain.from_iterable(candidates(code) for candidates in kinds)
        found: dict[str, Slip] = {}
        for slip in slips:
            if _is_plausible(slip, code):
                found.setdefault(slip.code, slip)
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def correction(text: str) -> str | None:
    """The code that was most likely meant."""
    slip = likeliest_slip(text)
    return slip.code if slip else None


def _is_plausible(slip: Slip, code: str) -> bool:
    """Whether a slip leads to a valid code and lies where the code's own checks point.

    If the organisation code agrees with its check character, its nine characters are taken to be
    right. If the place is known too, the first eight are; what stays is the last one.
    """
    meant = slip.code
    if fault_in(meant) is not None or not (knows_kind(meant) and province_of(meant[2:4])):
        return False
    if len(code) != LENGTH or slip.kind == SlipKind.LOOK_ALIKE:
        return True
    if not _organisation_holds(code):
        return slip.last > 8 and slip.first < LENGTH
    if knows_kind(code) and is_known(code[2:8]):
        return slip.kind == SlipKind.CHECK or slip.last == LENGTH
    return slip.last <= 8


def _organisation_holds(code: str) -> bool:
    return not set(code[8:17]) - set(ALPHABET) and organisation_check(code[8:16]) == code[16]


def _look_alikes(code: str) -> Iterator[Slip]:
    for place, character in enumerate(code):
        if character not in NEVER_USED and not 2 <= place < 8:
            continue
        for meant in LOOK_ALIKE.get(character, ""):
            yield _replaced(SlipKind.LOOK_ALIKE, code, place, meant)


def _swaps(code: str) -> Iterator[Slip]:
    for n in range(len(code) - 1):
        swapped = code[:n] + code[n + 1] + code[n] + code[n + 2 :]
        yield Slip(SlipKind.SWAPPED, n + 1, n + 2, swapped)


def _doubles(code: str) -> Iterator[Slip]:
    for n in range(1, len(code)):
        if code[n] == code[n - 1]:
            yield Slip(SlipKind.DOUBLED, n, n + 1, code[:n] + code[n + 1 :])


def _checks(code: str) -> Iterator[Slip]:
    """The last character, where the first seventeen agree with each other."""
    if len(code) == LENGTH and not set(code[:17]) - set(ALPHABET):
        yield _replaced(SlipKind.CHECK, code, 17, uscc.calc_check_digit(code[:17]))


def _characters(code: str) -> Iterator[Slip]:
    if len(code) == LENGTH:
        for place in range(LENGTH):
            for meant in ALPHABET:
                yield _replaced(SlipKind.CHARACTER, code, place, meant)


def _replaced(kind: SlipKind, code: str, place: int, meant: str) -> Slip:
    return Slip(kind, place + 1, place + 1, code[:place] + meant + code[place + 1 :])


LIKELIHOODS: Final[tuple[tuple[Callable[[str], Iterator[Slip]], ...], ...]] = (
    (_look_alikes,),
    (_swaps, _doubles, _checks),
    (_characters,),
)
