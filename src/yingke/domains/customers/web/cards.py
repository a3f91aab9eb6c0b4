"""Contact cards as vCard files (RFC 6350), written and read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from icalendar.parser import Contentlines, escape_char, unescape_char

from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.domains.customers.models import Contact

MOST_BYTES: Final = 64 * 1024
# a property of a card and the field of the form it fills
FIELDS: Final = {"FN": "name", "TITLE": "title", "TEL": "phone", "EMAIL": "email"}


def written(contact: Contact) -> str:
    """A contact as a vCard, with lines ended by CRLF."""
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"FN:{escape_char(contact.name)}",
        f"N:{escape_char(contact.name)};;;;",
        f"ORG:{escape_char(contact.account.name)}",
        *_known("TITLE", contact.title),
        *_known("TEL;VALUE=uri", contact.phone and f"tel:{contact.phone.replace(' ', '')}"),
        *_known("EMAIL", contact.email),
        "END:VCARD",
    ]
    return "\r\n".join(lines) + "\r\n"


def _known(name: str, value: str) -> Iterator[str]:
    if value:
        yield f"{name}:{escape_char(value)}"


def read(content: bytes) -> dict[str, str]:
    """The fields of a new contact from the first card in a file.

    RuleViolation `card_unreadable` if it is no vCard.
    """
    try:
        lines: Any = Contentlines.from_ical(content.decode("utf-8-sig"))  # type: ignore[no-untyped-call]
        found = [line.parts() for line in lines if line]
    except (UnicodeDecodeError, ValueError, IndexError) as error:
        raise RuleViolation("card_unreadable", field="file") from error
    names = [name.upper() for name, _parameters, _value in found]
    if "VCARD" not in [value.upper() for name, _p, value in found if name.upper() == "BEGIN"]:
        raise RuleViolation("card_unreadable", field="file")
    end = names.index("END") if "END" in names else len(names)
    card: dict[str, str] = {}
    for name, _parameters, value in found[:end]:
        field = FIELDS.get(name.upper().rpartition(".")[2])
        if field and field not in card:
            card[field] = unescape_char(value).removeprefix("tel:").strip()
    return card
