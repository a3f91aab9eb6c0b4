"""Business cards as files (vCard 2.1 to 4.0): the people, their company, phone and e-mail."""

import quopri
import re
from dataclasses import dataclass
from typing import Final

from yingke.domains.visits.rules.names import MOST, Person

_LINE: Final = re.compile(r"^(?:[\w-]+\.)?(?P<name>[A-Za-z-]{1,20})(?P<options>(?:;[^:]{0,200})?):")
_ESCAPED: Final = re.compile(r"\\([,;\\nN])")


@dataclass(frozen=True)
class Card:
    """A card; `company` is "" where it names none."""

    person: Person
    company: str


def cards(text: str) -> list[Card]:
    """The cards that name a person, in their order."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    pieces = re.split(r"(?im)^BEGIN:VCARD\s*$", unfolded)[1 : MOST + 1]
    found = (_card(piece) for piece in pieces)
    return [card for card in found if card.person.name]


def outside(text: str) -> str:
    """The text around the cards."""
    return re.sub(r"(?ims)^BEGIN:VCARD\s*$.*?^END:VCARD\s*$", "", text)


def _card(text: str) -> Card:
    values: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.match(line)
        if match:
            value = _value(line[match.end() :], match["options"])
            values.setdefault(match["name"].upper(), value)
    family, _sep, given = values.get("N", "").partition(";")
    name = values.get("FN") or f"{family}{given.split(';')[0]}"
    person = Person(
        name.strip()[:100],
        values.get("TITLE", "").strip()[:100],
        values.get("TEL", "").removeprefix("tel:").strip()[:32],
        values.get("EMAIL", "").strip()[:254],
    )
    return Card(person, values.get("ORG", "").split(";")[0].strip())


def _value(text: str, options: str) -> str:
    if "QUOTED-PRINTABLE" in options.upper():
        text = quopri.decodestring(text.encode()).decode("utf-8", errors="replace")
    return _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], text)
