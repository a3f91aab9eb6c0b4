"""Whom to ask for a part in an agenda item: the suitable ones first, each with the reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

# The part that an item of each kind usually needs first.
USUAL_ROLE: Final[Mapping[str, str]] = {
    "welcome": "host",
    "opening": "host",
    "talk": "expert",
    "demo": "expert",
    "tour": "guide",
    "hands_on": "expert",
    "meal": "host",
    "break": "service",
    "signing": "host",
    "transfer": "driver",
    "farewell": "host",
}
# The kind of skill that counts for a part.
SKILL_KIND: Final[Mapping[str, str]] = {
    "host": "hosting",
    "expert": "technical",
    "guide": "guiding",
    "interpreter": "language",
}
# Parts that nobody takes without a certificate that is valid on the day.
CERTIFIED: Final = frozenset({"guide", "interpreter"})
BLOCKING: Final = frozenset({"busy", "away"})
UNABLE: Final = frozenset({"no_language"})


@dataclass(frozen=True)
class Reason:
    """`code` is a merit (`speaks`, `certified`) or a drawback (`busy`, `away`, `expired`,
    `uncertified`, `no_language`, `other_role`); `text` names the duty, kind of absence or language.
    """

    code: str
    text: str = ""


@dataclass(frozen=True)
class Person:
    """A member of staff on the day of an item.

    `certificate` is "valid", "expired" or "" for the kind of skill that the part needs; `load`
    counts the other duties of the day.
    """

    staff_id: int
    sort_key: str
    holds_role: bool
    speaks: tuple[str, ...]
    certificate: str
    load: int = 0
    clash: Reason | None = None


@dataclass(frozen=True)
class Need:
    """`languages` are those of the guests besides Chinese; `certified` says that the company
    certifies people for this part at all."""

    role: str
    languages: tuple[str, ...] = ()
    certified: bool = False


@dataclass(frozen=True)
class Suitability:
    """A person with what speaks for them and against them."""

    person: Person
    merits: tuple[Reason, ...]
    drawbacks: tuple[Reason, ...]

    @property
    def is_suitable(self) -> bool:
        return not self.drawbacks

    @property
    def is_blocked(self) -> bool:
        """Whether the person cannot be invited at all: taken or away at this time."""
        return any(reason.code in BLOCKING for reason in self.drawbacks)

    @property
    def is_unable(self) -> bool:
        """Whether the person could not do it: an interpreter without the guests' language."""
        return any(reason.code in UNABLE for reason in self.drawbacks)

    @property
    def rank(self) -> tuple[object, ...]:
        person = self.person
        return (
            self.is_blocked,
            self.is_unable,
            len(self.drawbacks),
            -len(self.merits),
            person.load,
            person.sort_key,
            person.staff_id,
        )


def judge(person: Person, need: Need) -> Suitability:
    """Weigh one person against what the part needs."""
    merits, drawbacks = [], []
    if person.clash:
        drawbacks.append(person.clash)
    if not person.holds_role:
        drawbacks.append(Reason("other_role"))
    spoken = [one for one in need.languages if one in person.speaks]
    merits += [Reason("speaks", one) for one in spoken]
    if need.role == "interpreter" and need.languages and not spoken:
        drawbacks.append(Reason("no_language"))
    if person.certificate == "valid":
        merits.append(Reason("certified"))
    elif person.certificate == "expired":
        drawbacks.append(Reason("expired"))
    elif need.certified and need.role in CERTIFIED:
        drawbacks.append(Reason("uncertified"))
    return Suitability(person, tuple(merits), tuple(drawbacks))


def ranked(people: Iterable[Person], need: Need) -> list[Suitability]:
    """Everybody, the most suitable first: free, of the role, certified, speaking the language."""
    return sorted((judge(person, need) for person in people), key=lambda one: one.rank)
